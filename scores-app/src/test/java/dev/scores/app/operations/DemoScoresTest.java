package dev.scores.app.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.domain.Activity;
import dev.scores.domain.ChangeCursor;
import dev.scores.domain.ChangePage.Changed;
import dev.scores.domain.Cursor;
import dev.scores.domain.InMemoryScores;
import dev.scores.domain.Score;
import dev.scores.domain.ScoreEvent;
import dev.scores.domain.Selection;
import dev.scores.domain.UserId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DemoScoresTest {

  private static final Instant END = Instant.parse("2026-01-01T00:00:00Z");
  private static final int FIRST_USER = 3;
  private static final int USERS = 200;
  private static final int EXERCISES = 50;

  private static InMemoryScores filled() {
    InMemoryScores scores = new InMemoryScores();
    DemoScores.add(scores, FIRST_USER, USERS, EXERCISES, END);
    return scores;
  }

  private final InMemoryScores scores = filled();

  /** A part of the class, whose history is one page. */
  private static List<ScoreEvent> events() {
    InMemoryScores scores = new InMemoryScores();
    DemoScores.addForTests(scores, 20, END);
    return ((Changed) scores.since(ChangeCursor.start(), 1000)).events();
  }

  @Test
  void historyIsTheSameEachTime() {
    assertEquals(events(), events());
  }

  @Test
  void historyIsWrittenInItsOrderAndEndsInTime() {
    List<Instant> times = events().stream().map(ScoreEvent::at).toList();
    assertEquals(times.stream().sorted().toList(), times);
    assertTrue(
        times.getFirst().isAfter(END.minus(Duration.ofDays(42))), times.getFirst()::toString);
    assertTrue(
        times.getFirst().isBefore(END.minus(Duration.ofDays(40))), times.getFirst()::toString);
    assertTrue(times.getLast().isBefore(END), times.getLast()::toString);
  }

  @Test
  void learnersDiffer() {
    assertTrue(count(score -> score.attempts() == 1 && score.correct()) > 1000, "solved at once");
    assertTrue(count(score -> score.attempts() > 3 && score.correct()) > 100, "solved late");
    assertTrue(count(score -> score.attempts() > 3 && !score.correct()) > 50, "stuck");
    Instant lastWeek = END.minus(Duration.ofDays(7));
    long active = usersOf(score -> score.updatedAt().isAfter(lastWeek));
    assertTrue(usersOf(score -> true) > 180 && active < 170, active + " are active");
  }

  @Test
  void lateExercisesAreTriedLess() {
    long first = count(score -> score.exercise().value() <= 10);
    long last = count(score -> score.exercise().value() > EXERCISES - 10);
    assertTrue(first > 3 * last && last > 100, first + " " + last);
  }

  /** {@code ./run --demo} shows the sign-in of this user. */
  @Test
  void firstUserIsActive() {
    Activity activity = Activity.of(scores.activity(new UserId(FIRST_USER)), ZoneId.of("UTC"), END);
    assertTrue(activity.days().size() > 20 && activity.currentStreak() > 1, activity::toString);
  }

  private long count(Predicate<Score> selected) {
    return all().filter(selected).count();
  }

  private long usersOf(Predicate<Score> selected) {
    return all().filter(selected).map(Score::user).distinct().count();
  }

  private Stream<Score> all() {
    return scores.page(Selection.all(), Cursor.start(), USERS * EXERCISES).stream();
  }
}
