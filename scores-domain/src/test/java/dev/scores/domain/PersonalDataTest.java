package dev.scores.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Erasure and export of what {@link InMemoryScores} keep about a user. */
class PersonalDataTest {

  private static final UserId ANN = new UserId(1);
  private static final UserId BOB = new UserId(2);
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Instant LATER = NOON.plusSeconds(60);

  private final InMemoryScores scores = new InMemoryScores();

  @BeforeEach
  void twoUsersWithScores() {
    ScoreDraft solved = new ScoreDraft(new ExerciseId(7), true);
    scores.upsert(ANN, solved, new Writer.Grader("autograder"), NOON);
    scores.upsert(ANN, solved, NOON);
    scores.upsert(BOB, solved, NOON);
  }

  @Test
  void erasureLeavesOneEventWithoutContent() {
    ScoreId id = scores.find(ANN, new ExerciseId(7)).orElseThrow().id();
    scores.erase(ANN, LATER);

    assertEquals(Optional.empty(), scores.find(id));
    List<ScoreEvent> left = scores.events(ANN, Optional.empty(), 10);
    assertEquals(1, left.size());
    ScoreEvent removed = left.getFirst();
    Score blank =
        new Score(id, ANN, new ExerciseId(7), false, LATER, LATER, 1, 1, Optional.empty());
    assertEquals(
        new ScoreEvent(
            removed.cursor(), ScoreEvent.Type.REMOVED, LATER, false, blank, new Writer.Owner()),
        removed);
    scores.erase(ANN, LATER.plusSeconds(1));
    assertEquals(left, scores.events(ANN, Optional.empty(), 10));
  }

  @Test
  void erasureThatNeverWaitsIsComplete() {
    assertTrue(scores.tryErase(ANN, LATER));
    assertEquals(Optional.empty(), scores.find(ANN, new ExerciseId(7)));
    assertEquals(1, scores.events(ANN, Optional.empty(), 10).size());
  }

  @Test
  void otherUsersAreKept() {
    Optional<Score> bobs = scores.find(BOB, new ExerciseId(7));
    List<ScoreEvent> events = scores.events(BOB, Optional.empty(), 10);
    scores.erase(ANN, LATER);
    assertEquals(bobs, scores.find(BOB, new ExerciseId(7)));
    assertEquals(events, scores.events(BOB, Optional.empty(), 10));
  }

  @Test
  void eventsComeInPages() {
    List<ScoreEvent> all = scores.events(ANN, Optional.empty(), 10);
    assertEquals(2, all.size());
    assertEquals(List.of(all.get(0)), scores.events(ANN, Optional.empty(), 1));
    assertEquals(List.of(all.get(1)), scores.events(ANN, Optional.of(all.get(0)), 1));
    assertEquals(List.of(), scores.events(ANN, Optional.of(all.get(1)), 1));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1001})
  void limitOutOfRangeIsRejected(int limit) {
    String why =
        assertThrows(
                IllegalArgumentException.class, () -> scores.events(ANN, Optional.empty(), limit))
            .getMessage();
    assertEquals("limit must be from 1 to 1000, not " + limit, why);
    assertEquals(2, scores.events(ANN, Optional.empty(), 1000).size());
  }

  @Test
  void positionMayBeTheBeginning() {
    assertEquals(Optional.empty(), new FollowedRemovals.Position(Optional.empty()).cursor());
  }

  @Test
  void scoreOfAnInvisibleUserIsNotFound() {
    ScoreService service = new ScoreService(scores, Clock.systemUTC());
    Score anns = scores.find(ANN, new ExerciseId(7)).orElseThrow();
    assertEquals(Optional.of(anns), service.get(new Visibility.Everyone(), anns.id()));
    assertEquals(Optional.of(anns), service.get(new Visibility.Only(ANN), anns.id()));
    assertEquals(Optional.empty(), service.get(new Visibility.Only(BOB), anns.id()));
    assertEquals(Optional.empty(), service.get(new Visibility.Nobody(), anns.id()));
  }

  @Test
  void serviceWritesForAnotherUser() {
    ScoreService service = new ScoreService(scores, Clock.systemUTC());
    Writer grader = new Writer.Grader("autograder");
    service.upsert(BOB, new ScoreDraft(new ExerciseId(8), true), grader);
    assertEquals(grader, scores.events(BOB, Optional.empty(), 10).getLast().writer());
  }
}
