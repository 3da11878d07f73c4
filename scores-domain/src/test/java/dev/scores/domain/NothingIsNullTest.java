package dev.scores.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** A null argument throws an exception that names it, for callers without a null checker. */
@SuppressWarnings("NullAway")
class NothingIsNullTest {

  private static final ScoreId ID = new ScoreId(7);
  private static final UserId ANN = new UserId(1);
  private static final ExerciseId LOOPS = new ExerciseId(2);
  private static final Instant NOW = Instant.EPOCH;

  @Test
  void scoreRejectsNull() {
    missing("id", () -> new Score(null, ANN, LOOPS, false, NOW, NOW, 1, 1, none()));
    missing("user", () -> new Score(ID, null, LOOPS, false, NOW, NOW, 1, 1, none()));
    missing("exercise", () -> new Score(ID, ANN, null, false, NOW, NOW, 1, 1, none()));
    missing(() -> new Score(ID, ANN, LOOPS, false, null, NOW, 1, 1, none()));
    missing(() -> new Score(ID, ANN, LOOPS, false, NOW, null, 1, 1, none()));
    missing(() -> new Score(ID, ANN, LOOPS, false, NOW, NOW, 1, 1, null));
    missing(() -> new Solve(null, 1));
  }

  @Test
  void draftRejectsNull() {
    missing("exercise", () -> new ScoreDraft(null, true));
  }

  @Test
  void outcomeRejectsNull() {
    missing("score", () -> new Outcome.Added(null));
    missing("score", () -> new Outcome.Updated(null));
    missing("score", () -> new Outcome.Superseded(null));
    missing("score", () -> new Outcome.Removed(null));
  }

  @Test
  void writeRejectsNull() {
    ScoreDraft draft = new ScoreDraft(LOOPS, true);
    ExpectedVersion any = new ExpectedVersion.Any();
    missing("user", () -> new Write.Add(null, draft));
    missing("draft", () -> new Write.Add(ANN, null));
    missing("user", () -> new Write.Upsert(null, draft));
    missing("user", () -> new Write.Update(null, ID, draft));
    missing("id", () -> new Write.Update(ANN, null, draft));
    missing("user", () -> new Write.NamedUpsert(null, ID, draft));
    missing("id", () -> new Write.NamedUpsert(ANN, null, draft));
    missing("user", () -> new Write.ConditionalUpdate(null, ID, draft, any));
    missing("id", () -> new Write.ConditionalUpdate(ANN, null, draft, any));
    missing("expected", () -> new Write.ConditionalUpdate(ANN, ID, draft, null));
  }

  @Test
  void removalRejectsNull() {
    ExpectedVersion any = new ExpectedVersion.Any();
    missing("user", () -> new Removal(null, ID, any));
    missing("id", () -> new Removal(ANN, null, any));
    missing("expected", () -> new Removal(ANN, ID, null));
  }

  @Test
  void batchRejectsNull() {
    ScoreDraft draft = new ScoreDraft(LOOPS, true);
    missing(() -> new Batch(null));
    missing(() -> new Batch(Collections.singletonList(null)));
    missing("user", () -> new Batch.Entry(null, draft));
    missing("draft", () -> new Batch.Entry(ANN, null));
  }

  @Test
  void expectedVersionRejectsNull() {
    missing(() -> new ExpectedVersion.OneOf(null));
    missing(() -> new ExpectedVersion.OneOf(Collections.singleton(null)));
  }

  @Test
  void knownCallerRejectsNull() {
    missing("principal", () -> new Caller.Known(null));
    missing("id", () -> new Principal.Person(null, Set.of()));
    missing(() -> new Principal.Person(ANN, null));
    missing(() -> new Principal.Program(null, Set.of()));
    missing(() -> new Principal.Program("p", null));
    missing(() -> new Writer.Grader(null));
  }

  @Test
  void selectionRejectsNull() {
    missing("user", () -> new Selection(null, none(), none(), none()));
    missing("exercise", () -> new Selection(none(), null, none(), none()));
    missing("correct", () -> new Selection(none(), none(), null, none()));
    missing(() -> new Selection(none(), none(), none(), null));
  }

  @Test
  void serviceRejectsNull() {
    missing("scores", () -> new ScoreService(null, Clock.systemUTC()));
    missing("clock", () -> new ScoreService(new InMemoryScores(), null));
  }

  @Test
  void reportsAndChangesRejectNull() {
    missing("scores", () -> new InMemoryReports(null));
    missing("user", () -> new Standing(1, null, 0, none()));
    missing("report", () -> new Dated<>(null, none()));
    missing("asOf", () -> new Dated<>(1, null));
    missing(() -> new Standing(1, ANN, 0, null));
    missing(() -> new Statistics(0, 0, null, 0, 0, OptionalDouble.empty()));
    missing("medianAttemptsToSolve", () -> new Statistics(0, 0, none(), 0, 0, null));
    missing(() -> new ChangePage.Changed(null, ChangeCursor.start()));
    missing("next", () -> new ChangePage.Changed(List.of(), null));
  }

  @Test
  void boardRejectsNull() {
    missing("scores", () -> new InMemoryBoards(null));
    missing(() -> new Board(0, null, List.of()));
    missing(() -> new Board(0, List.of(), null));
    missing("standing", () -> new Board.Row(null, List.of()));
    missing(() -> new Board.Row(new Standing(1, ANN, 0, none()), null));
    missing("exercise", () -> new Board.Column(null, 0, none()));
    missing(() -> new Board.Column(LOOPS, 0, null));
  }

  @Test
  void scoreEventRejectsNull() {
    ChangeCursor start = ChangeCursor.start();
    ScoreEvent.Type added = ScoreEvent.Type.ADDED;
    Writer owner = new Writer.Owner();
    Score score = Score.first(ID, ANN, new ScoreDraft(LOOPS, true), NOW);
    missing("cursor", () -> new ScoreEvent(null, added, NOW, true, score, owner));
    missing("type", () -> new ScoreEvent(start, null, NOW, true, score, owner));
    missing(() -> new ScoreEvent(start, added, null, true, score, owner));
    missing("score", () -> new ScoreEvent(start, added, NOW, true, null, owner));
    missing("writer", () -> new ScoreEvent(start, added, NOW, true, score, null));
  }

  @Test
  void historyRejectsNull() {
    missing(() -> new Attempt(1, true, null));
    missing(() -> new AttemptPage(null, none()));
    missing("next", () -> new AttemptPage(List.of(), null));
    missing(() -> new ActivityCount(null, 1, 0));
    missing("date", () -> new Activity.Day(null, 1, 0));
    missing("zone", () -> new Activity(null, List.of(), 0, 0));
    missing(() -> new Activity(ZoneOffset.UTC, null, 0, 0));
  }

  @Test
  void progressOfAWebhookTargetRejectsNull() {
    missing("delivered", () -> new WebhookTargets.Progress(null, none()));
    missing("failingSince", () -> new WebhookTargets.Progress(ChangeCursor.start(), null));
    assertEquals(none(), new WebhookTargets.Progress(ChangeCursor.start(), none()).failingSince());
  }

  @Test
  void inMemoryScoresRejectNull() {
    missing("policy", () -> new InMemoryScores(null));
  }

  private static <T> Optional<T> none() {
    return Optional.empty();
  }

  private static void missing(String part, Executable call) {
    assertEquals(part, assertThrows(NullPointerException.class, call).getMessage());
  }

  private static void missing(Executable call) {
    assertThrows(NullPointerException.class, call);
  }
}
