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
import org.junit.jupiter.api.Test;

class DemoScoresTest {

  private static final Instant END = Instant.parse("2026-01-01T00:00:00Z");
  private static final int USERS = 24;

  private final InMemoryScores scores = filled();

  private static InMemoryScores filled() {
    InMemoryScores scores = new InMemoryScores();
    DemoScores.add(scores, USERS, END);
    return scores;
  }

  @Test
  void historyIsTheSameEachTime() {
    assertEquals(events(scores), events(filled()));
  }

  @Test
  void historyIsWrittenInItsOrderAndEndsInTime() {
    List<Instant> times = events(scores).stream().map(ScoreEvent::at).toList();
    assertEquals(times.stream().sorted().toList(), times);
    assertTrue(
        times.getFirst().isAfter(END.minus(Duration.ofDays(42))), times.getFirst()::toString);
    assertTrue(
        times.getFirst().isBefore(END.minus(Duration.ofDays(40))), times.getFirst()::toString);
    assertTrue(times.getLast().isBefore(END), times.getLast()::toString);
  }

  @Test
  void usersDiffer() {
    assertTrue(count(score -> score.attempts() == 1 && score.correct()) > 20, "solved at once");
    assertTrue(count(score -> score.attempts() > 3 && score.correct()) > 5, "solved late");
    assertTrue(count(score -> score.attempts() > 3 && !score.correct()) > 5, "stuck");
    assertEquals(12, count(score -> score.user().value() == 1));
    assertEquals(1, count(score -> score.user().value() == USERS));
  }

  @Test
  void userIsActiveForSomeWeeks() {
    Activity activity = Activity.of(scores.activity(new UserId(1)), ZoneId.of("UTC"), END);
    assertTrue(activity.days().size() > 10, activity::toString);
  }

  private long count(Predicate<Score> selected) {
    return scores.page(Selection.all(), Cursor.start(), 1000).stream().filter(selected).count();
  }

  private static List<ScoreEvent> events(InMemoryScores scores) {
    return ((Changed) scores.since(ChangeCursor.start(), 1000)).events();
  }
}
