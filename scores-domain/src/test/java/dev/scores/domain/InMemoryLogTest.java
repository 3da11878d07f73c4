package dev.scores.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.scores.domain.ChangePage.Changed;
import dev.scores.domain.ChangePage.CursorAhead;
import dev.scores.domain.ChangePage.CursorExpired;
import dev.scores.domain.Outcome.UpsertOutcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link InMemoryScores} as {@link Changes} and {@link Attempts}. */
class InMemoryLogTest {

  private static final UserId ANN = new UserId(1);
  private static final UserId BOB = new UserId(2);
  private static final ExerciseId LOOPS = new ExerciseId(7);
  private static final ExerciseId MAPS = new ExerciseId(8);
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final ScoreId UNKNOWN = new ScoreId(Long.MAX_VALUE);
  private static final ExpectedVersion ANY = new ExpectedVersion.Any();

  private final InMemoryScores scores = new InMemoryScores();

  // Changes

  @Test
  void everyWriteAndRemovalIsAnEvent() {
    Score first = write(ANN, LOOPS, false, 1);
    Score second = write(ANN, LOOPS, true, 2);
    scores.remove(ANN, second.id(), ANY, at(3));
    assertEquals(
        List.of(
            event(1, ScoreEvent.Type.ADDED, at(1), false, first),
            event(2, ScoreEvent.Type.UPDATED, at(2), true, second),
            event(3, ScoreEvent.Type.REMOVED, at(3), true, second.removed(at(3)))),
        eventsAfter(ChangeCursor.start()));
  }

  @Test
  void eventHasTheVerdictWhateverThePolicy() {
    InMemoryScores sticky = new InMemoryScores(ScorePolicy.STICKY);
    sticky.upsert(ANN, new ScoreDraft(LOOPS, true), at(1));
    sticky.upsert(ANN, new ScoreDraft(LOOPS, false), at(2));
    sticky.remove(ANN, new ScoreId(1), ANY, at(3));
    Changed page = assertInstanceOf(Changed.class, sticky.since(ChangeCursor.start(), 10));
    assertEquals(
        List.of(true, false, true), page.events().stream().map(ScoreEvent::verdict).toList());
    assertEquals(true, page.events().get(1).score().correct());
  }

  @Test
  void removalIsNeverBeforeTheLastWrite() {
    Score score = write(ANN, LOOPS, true, 5);
    scores.remove(ANN, score.id(), ANY, at(4));
    ScoreEvent removal = eventsAfter(ChangeCursor.start()).getLast();
    assertEquals(at(5), removal.at());
    assertEquals(score, removal.score());
  }

  @Test
  void rejectedWritesAreNoEvents() {
    Score score = write(ANN, LOOPS, true, 1);
    scores.add(ANN, new ScoreDraft(LOOPS, true), at(2));
    scores.remove(BOB, score.id(), ANY, at(2));
    assertEquals(1, eventsAfter(ChangeCursor.start()).size());
  }

  @Test
  void pageContinuesAfterItsCursor() {
    write(ANN, LOOPS, true, 1);
    write(ANN, MAPS, true, 2);
    write(BOB, LOOPS, true, 3);
    Changed first = assertInstanceOf(Changed.class, scores.since(ChangeCursor.start(), 2));
    assertEquals(2, first.events().size());
    assertEquals(first.events().getLast().cursor(), first.next());
    Changed second = assertInstanceOf(Changed.class, scores.since(first.next(), 2));
    assertEquals(List.of(3L), second.events().stream().map(ScoreEvent::sequence).toList());
    assertEquals(new Changed(List.of(), second.next()), scores.since(second.next(), 2));
  }

  @Test
  void latestIsAfterTheLastEvent() {
    assertEquals(ChangeCursor.start(), scores.latest());
    write(ANN, LOOPS, true, 1);
    ChangeCursor latest = scores.latest();
    assertEquals(new Changed(List.of(), latest), scores.since(latest, 1));
    Score next = write(ANN, LOOPS, false, 2);
    assertEquals(next, eventsAfter(latest).getFirst().score());
  }

  @Test
  void cursorAfterTheLastEventIsNotAhead() {
    write(ANN, LOOPS, true, 1);
    assertEquals(List.of(), eventsAfter(new ChangeCursor(1, 1)));
    assertEquals(new CursorAhead(), scores.since(new ChangeCursor(2, 2), 1));
  }

  @Test
  void cursorBeforeADroppedEventIsExpired() {
    write(ANN, LOOPS, true, 1);
    ChangeCursor afterOne = scores.latest();
    write(ANN, MAPS, true, 2);
    ChangeCursor afterTwo = scores.latest();
    write(BOB, LOOPS, true, 3);
    scores.dropEvents(2);
    assertEquals(new CursorExpired(), scores.since(afterOne, 10));
    assertEquals(List.of(3L), sequences(eventsAfter(afterTwo)));
    assertEquals(new CursorAhead(), scores.since(new ChangeCursor(4, 4), 10));
  }

  @Test
  void startIsNeverExpired() {
    write(ANN, LOOPS, true, 1);
    write(ANN, MAPS, true, 2);
    scores.dropEvents(1);
    assertEquals(List.of(2L), sequences(eventsAfter(ChangeCursor.start())));
    scores.dropEvents(1);
    assertEquals(List.of(), eventsAfter(ChangeCursor.start()));
    assertEquals(new ChangeCursor(2, 2), scores.latest());
    write(BOB, LOOPS, true, 3);
    assertEquals(List.of(3L), sequences(eventsAfter(ChangeCursor.start())));
  }

  @Test
  void moreEventsThanThereAreCannotBeDropped() {
    write(ANN, LOOPS, true, 1);
    assertThrows(IndexOutOfBoundsException.class, () -> scores.dropEvents(2));
    assertEquals(List.of(1L), sequences(eventsAfter(ChangeCursor.start())));
  }

  // Attempts

  @Test
  void attemptsAreTheVerdictsNewestFirst() {
    Score score = write(ANN, LOOPS, false, 1);
    write(ANN, LOOPS, true, 2);
    write(ANN, MAPS, true, 3);
    write(BOB, LOOPS, true, 4);
    write(ANN, LOOPS, false, 5);
    List<Attempt> expected =
        List.of(
            new Attempt(3, false, at(5)),
            new Attempt(2, true, at(2)),
            new Attempt(1, false, at(1)));
    assertEquals(expected, attempts(score, AttemptCursor.start(), 10).attempts());
    assertEquals(
        Optional.of(new AttemptPage(expected, Optional.empty())),
        scores.of(ANN, LOOPS, AttemptCursor.start(), 3));
  }

  @Test
  void pageOfAttemptsContinuesAfterItsCursor() {
    Score score = write(ANN, LOOPS, false, 1);
    write(ANN, LOOPS, false, 2);
    write(ANN, LOOPS, false, 3);
    AttemptPage first = attempts(score, AttemptCursor.start(), 2);
    assertEquals(List.of(3L, 2L), numbers(first));
    assertEquals(Optional.of(new AttemptCursor(2)), first.next());
    write(ANN, LOOPS, true, 4);
    AttemptPage second = attempts(score, first.next().orElseThrow(), 2);
    assertEquals(List.of(1L), numbers(second));
    assertEquals(Optional.empty(), second.next());
    assertEquals(List.of(), numbers(attempts(score, new AttemptCursor(1), 2)));
  }

  @Test
  void unknownScoreHasNoAttempts() {
    write(ANN, LOOPS, true, 1);
    assertEquals(Optional.empty(), scores.of(UNKNOWN, AttemptCursor.start(), 1));
    assertEquals(Optional.empty(), scores.of(ANN, MAPS, AttemptCursor.start(), 1));
    assertEquals(Optional.empty(), scores.of(BOB, LOOPS, AttemptCursor.start(), 1));
  }

  @Test
  void scoreThatIsAddedAgainHasANewHistory() {
    Score before = write(ANN, LOOPS, true, 1);
    scores.remove(ANN, before.id(), ANY, at(2));
    assertEquals(Optional.empty(), scores.of(before.id(), AttemptCursor.start(), 10));
    Score after = write(ANN, LOOPS, false, 3);
    assertEquals(
        List.of(new Attempt(1, false, at(3))),
        attempts(after, AttemptCursor.start(), 10).attempts());
  }

  @Test
  void droppedEventsAreMissingFromTheHistory() {
    Score score = write(ANN, LOOPS, true, 1);
    write(ANN, LOOPS, true, 2);
    scores.dropEvents(1);
    assertEquals(List.of(2L), numbers(attempts(score, AttemptCursor.start(), 10)));
    assertEquals(2, scores.find(score.id()).orElseThrow().attempts());
  }

  @Test
  void activityCountsAttemptsAndFirstSolves() {
    write(ANN, LOOPS, false, 0);
    write(ANN, LOOPS, true, 899);
    write(ANN, MAPS, true, 900);
    write(ANN, LOOPS, true, 901);
    write(BOB, LOOPS, true, 902);
    assertEquals(
        List.of(new ActivityCount(NOON, 2, 1), new ActivityCount(at(900), 2, 1)),
        scores.activity(ANN));
    assertEquals(List.of(new ActivityCount(at(900), 1, 1)), scores.activity(BOB));
    assertEquals(List.of(), scores.activity(new UserId(3)));
  }

  @Test
  void activityIncludesRemovedScoresButNoRemovals() {
    Score score = write(ANN, LOOPS, true, 1);
    scores.remove(ANN, score.id(), ANY, at(2));
    assertEquals(List.of(new ActivityCount(NOON, 1, 1)), scores.activity(ANN));
    write(ANN, LOOPS, true, 3);
    assertEquals(List.of(new ActivityCount(NOON, 2, 2)), scores.activity(ANN));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 1001})
  void limitOfAttemptsOutOfRangeIsRejected(int limit) {
    Score score = write(ANN, LOOPS, true, 1);
    String why = "limit must be from 1 to 1000, not " + limit;
    assertRejected(why, () -> scores.of(score.id(), AttemptCursor.start(), limit));
    assertRejected(why, () -> scores.of(ANN, LOOPS, AttemptCursor.start(), limit));
    assertEquals(1, attempts(score, AttemptCursor.start(), 1000).attempts().size());
  }

  @Test
  void numberOfAnAttemptMustBePositive() {
    assertRejected("number must be at least 1, not 0", () -> new Attempt(0, true, NOON));
    assertRejected("number must be at least 1, not 0", () -> new AttemptCursor(0));
    assertEquals(NOON, new Attempt(1, true, NOON.plusNanos(999)).at());
  }

  private Score write(UserId user, ExerciseId exercise, boolean verdict, int second) {
    UpsertOutcome outcome = scores.upsert(user, new ScoreDraft(exercise, verdict), at(second));
    return outcome.score();
  }

  private List<ScoreEvent> eventsAfter(ChangeCursor cursor) {
    return assertInstanceOf(Changed.class, scores.since(cursor, Changes.MAX_PAGE)).events();
  }

  private AttemptPage attempts(Score score, AttemptCursor cursor, int limit) {
    return scores.of(score.id(), cursor, limit).orElseThrow();
  }

  private static List<Long> sequences(List<ScoreEvent> events) {
    return events.stream().map(ScoreEvent::sequence).toList();
  }

  private static List<Long> numbers(AttemptPage page) {
    return page.attempts().stream().map(Attempt::number).toList();
  }

  private static ScoreEvent event(
      int number, ScoreEvent.Type type, Instant at, boolean verdict, Score score) {
    return new ScoreEvent(
        new ChangeCursor(number, number), type, at, verdict, score, new Writer.Owner());
  }

  private static Instant at(int second) {
    return NOON.plusSeconds(second);
  }

  private static void assertRejected(String why, Runnable call) {
    assertEquals(why, assertThrows(IllegalArgumentException.class, call::run).getMessage());
  }
}
