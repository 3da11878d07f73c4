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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Demo data for development and tests: six weeks of a class, as {@link DemoLearner} works. The same
 * each time, except that the history ends at a given time; the API writes with the current time
 * only.
 */
public final class DemoScores {

  /** The ids of {@code ./run --demo}: an admin and a user come first. */
  private static final int FIRST_USER = 3;

  private static final int USERS = 200;
  private static final int EXERCISES = 50;
  private static final int EXERCISES_OF_TESTS = 12;
  private static final long RANDOM_SEED = 20_261_114;

  private DemoScores() {}

  /**
   * Adds the class if none of its users has a score, and returns a summary. For development only.
   */
  public static String seed(ApplicationContext context) {
    Scores scores = context.getBean(Scores.class);
    if (scores.page(Selection.all(), Cursor.start(), USERS).stream()
        .anyMatch(score -> score.user().value() >= FIRST_USER)) {
      return "There are scores already, so none were added.";
    }
    Instant end = context.getBean(Clock.class).instant();
    int attempts = add(scores, FIRST_USER, USERS, EXERCISES, end);
    return "%d attempts of %d users were added.".formatted(attempts, USERS);
  }

  /**
   * Adds a short history of the users 1 to {@code users} to an empty store.
   *
   * @param end no attempt is later
   */
  public static void addForTests(Scores scores, int users, Instant end) {
    add(scores, 1, users, EXERCISES_OF_TESTS, end);
  }

  /** Adds the attempts in their order and returns their number. */
  static int add(Scores scores, int firstUser, int users, int exercises, Instant end) {
    Random random = new Random(RANDOM_SEED);
    List<DemoExercise> course =
        IntStream.rangeClosed(1, exercises)
            .mapToObj(id -> DemoExercise.of(id, exercises, random))
            .toList();
    List<DemoLearner.Attempt> attempts = new ArrayList<>();
    for (int user = firstUser; user < firstUser + users; user++) {
      attempts.addAll(DemoLearner.of(user, random).attempts(course, end));
    }
    attempts.sort(comparing(DemoLearner.Attempt::at)); // Stable, so ids are the same each time.
    for (DemoLearner.Attempt attempt : attempts) {
      ScoreDraft draft = new ScoreDraft(new ExerciseId(attempt.exercise()), attempt.correct());
      scores.upsert(new UserId(attempt.user()), draft, attempt.at());
    }
    return attempts.size();
  }
}
