package dev.scores.app.operations;

import static java.util.Comparator.comparing;

import dev.scores.domain.Cursor;
import dev.scores.domain.ExerciseId;
import dev.scores.domain.ScoreDraft;
import dev.scores.domain.Scores;
import dev.scores.domain.Selection;
import dev.scores.domain.UserId;
import io.micronaut.context.ApplicationContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Demo data for development and tests: a class that has worked through twelve exercises for some
 * weeks. Some users solve an exercise at once, others need several attempts or are stuck; some are
 * slower, and some have given up. The same each time, except that the history ends at a given time.
 */
public final class DemoScores {

  private static final int USERS = 24;
  private static final int EXERCISES = 12;
  private static final int WEEKS = 6;
  private static final int MAX_ATTEMPTS = 5;

  /** Written at this time, which is in the past; the API has no such write. */
  private record Verdict(Instant at, UserId user, ScoreDraft draft) {}

  private DemoScores() {}

  /** Adds the class if there are no scores, and returns a summary. For development only. */
  public static String seed(ApplicationContext context) {
    Scores scores = context.getBean(Scores.class);
    if (!scores.page(Selection.all(), Cursor.start(), 1).isEmpty()) {
      return "There are scores already, so none were added.";
    }
    int attempts = add(scores, USERS, context.getBean(Clock.class).instant());
    return "%d attempts of %d users were added.".formatted(attempts, USERS);
  }

  /**
   * Adds the history of so many users to an empty store and returns the number of attempts.
   *
   * @param end no attempt is later
   */
  public static int add(Scores scores, int users, Instant end) {
    List<Verdict> verdicts = new ArrayList<>();
    for (int user = 1; user <= users; user++) {
      for (int exercise = 1; exercise <= attempted(user, users); exercise++) {
        addVerdicts(verdicts, user, exercise, end);
      }
    }
    verdicts.sort(comparing(Verdict::at)); // Stable, so ids are the same each time.
    verdicts.forEach(verdict -> scores.upsert(verdict.user(), verdict.draft(), verdict.at()));
    return verdicts.size();
  }

  /** The number of exercises that a user has attempted: all for the first, few for the last. */
  private static int attempted(int user, int users) {
    return EXERCISES - (int) ((user - 1L) * EXERCISES / users);
  }

  private static void addVerdicts(List<Verdict> verdicts, int user, int exercise, Instant end) {
    int attempts = attempts(user, exercise);
    Instant at = begin(user, exercise, end);
    for (int attempt = 1; attempt <= attempts; attempt++) {
      boolean correct = attempt == attempts && solved(user, exercise);
      ScoreDraft draft = new ScoreDraft(new ExerciseId(exercise), correct);
      verdicts.add(new Verdict(at, new UserId(user), draft));
      at = at.plus(pause(user, exercise, attempt));
    }
  }

  /** Whether the user solved the exercise. Later exercises are solved less often. */
  private static boolean solved(int user, int exercise) {
    return (user * 5 + exercise * 7) % 12 >= exercise / 3;
  }

  /** Later exercises take more attempts, and those who are stuck try longest. */
  private static int attempts(int user, int exercise) {
    return solved(user, exercise)
        ? 1 + spread(user, exercise, 0, 1 + Math.min(exercise / 2, MAX_ATTEMPTS - 1))
        : 2 + spread(user, exercise, 0, MAX_ATTEMPTS - 1);
  }

  /** Two exercises a week; some users begin one days later than others. */
  private static Instant begin(int user, int exercise, Instant end) {
    Duration course = Duration.ofDays(7 * WEEKS);
    return end.minus(course)
        .plus(course.multipliedBy(exercise - 1L).dividedBy(EXERCISES))
        .plus(Duration.ofHours(spread(user, 0, 1, 36)))
        .plus(Duration.ofMinutes(spread(user, exercise, 2, 600)));
  }

  /** From minutes to a night; all pauses of an exercise together last less than two days. */
  private static Duration pause(int user, int exercise, int attempt) {
    return attempt % 3 == 0
        ? Duration.ofHours(10 + spread(user, exercise, attempt, 4))
        : Duration.ofMinutes(4 + spread(user, exercise, attempt, 90));
  }

  /** A number from 0 to {@code bound - 1} that depends on the arguments only. */
  private static int spread(int user, int exercise, int what, int bound) {
    long mixed = (user * 31L + exercise) * 31 + what;
    mixed = (mixed ^ (mixed >>> 7)) * 0x9E37_79B9_7F4A_7C15L;
    return (int) ((mixed >>> 33) % bound);
  }
}
