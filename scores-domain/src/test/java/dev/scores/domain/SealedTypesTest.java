package dev.scores.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every {@code switch} here is complete without {@code default}: a new case stops the build. */
class SealedTypesTest {

  private static final ScoreDraft SOLVED = new ScoreDraft(new ExerciseId(2), true);
  private static final Score SCORE =
      Score.first(new ScoreId(7), new UserId(1), SOLVED, Instant.EPOCH);
  private static final Outcome.Added ADDED = new Outcome.Added(SCORE);
  private static final Outcome.Updated UPDATED = new Outcome.Updated(SCORE);
  private static final Outcome.NoSuchScore NO_SUCH_SCORE = new Outcome.NoSuchScore();

  @Test
  void callerIsKnownRejectedOrUnavailable() {
    assertEquals("user 1", text(new Caller.Known(Principal.person(new UserId(1)))));
    assertEquals(
        "program p", text(new Caller.Known(new Principal.Program("p", Set.of(Scope.SCORES_READ)))));
    assertEquals("rejected", text(new Caller.Rejected()));
    assertEquals("unavailable", text(new Caller.Unavailable()));
  }

  @Test
  void addOutcomeIsAddedOrAlreadyExists() {
    assertEquals("added", add(ADDED));
    assertEquals("exists", add(new Outcome.AlreadyExists()));
  }

  @Test
  void upsertOutcomeIsAddedOrUpdated() {
    assertEquals("added", upsert(ADDED));
    assertEquals("updated", upsert(UPDATED));
  }

  @Test
  void updateOutcomeIsUpdatedOrNoSuchScore() {
    assertEquals("updated", update(UPDATED));
    assertEquals("no such score", update(NO_SUCH_SCORE));
  }

  @Test
  void namedUpsertOutcomeIsAddedUpdatedOrNoSuchScore() {
    assertEquals("added", namedUpsert(ADDED));
    assertEquals("updated", namedUpsert(UPDATED));
    assertEquals("no such score", namedUpsert(NO_SUCH_SCORE));
  }

  @Test
  void conditionalOutcomeAddsVersionMismatch() {
    assertEquals("updated", conditional(UPDATED));
    assertEquals("no such score", conditional(NO_SUCH_SCORE));
    assertEquals("version mismatch", conditional(new Outcome.VersionMismatch()));
  }

  @Test
  void storeConditionalOutcomeAddsNoScoreForExercise() {
    assertEquals("updated", storeConditional(UPDATED));
    assertEquals("no score for exercise", storeConditional(new Outcome.NoScoreForExercise()));
  }

  @Test
  void removeOutcomeIsRemovedNoSuchScoreOrVersionMismatch() {
    assertEquals("removed", remove(new Outcome.Removed(SCORE)));
    assertEquals("no such score", remove(NO_SUCH_SCORE));
    assertEquals("version mismatch", remove(new Outcome.VersionMismatch()));
  }

  @Test
  void batchItemOutcomeIsAddedUpdatedOrSuperseded() {
    assertEquals("added", batchItem(ADDED));
    assertEquals("updated", batchItem(UPDATED));
    assertEquals("superseded", batchItem(new Outcome.Superseded(SCORE)));
  }

  @Test
  void changePageIsChangedCursorAheadOrCursorExpired() {
    assertEquals("0 events", text(new ChangePage.Changed(List.of(), ChangeCursor.start())));
    assertEquals("ahead", text(new ChangePage.CursorAhead()));
    assertEquals("expired", text(new ChangePage.CursorExpired()));
  }

  private static String text(ChangePage page) {
    return switch (page) {
      case ChangePage.Changed changed -> changed.events().size() + " events";
      case ChangePage.CursorAhead ahead -> "ahead";
      case ChangePage.CursorExpired expired -> "expired";
    };
  }

  private static String text(Caller caller) {
    return switch (caller) {
      case Caller.Known known -> text(known.principal());
      case Caller.Rejected rejected -> "rejected";
      case Caller.Unavailable unavailable -> "unavailable";
    };
  }

  private static String add(Outcome.AddOutcome outcome) {
    return switch (outcome) {
      case Outcome.Added added -> "added";
      case Outcome.AlreadyExists exists -> "exists";
    };
  }

  private static String upsert(Outcome.UpsertOutcome outcome) {
    return switch (outcome) {
      case Outcome.Added added -> "added";
      case Outcome.Updated updated -> "updated";
    };
  }

  private static String update(Outcome.UpdateOutcome outcome) {
    return switch (outcome) {
      case Outcome.Updated updated -> "updated";
      case Outcome.NoSuchScore none -> "no such score";
    };
  }

  private static String namedUpsert(Outcome.NamedUpsertOutcome outcome) {
    return switch (outcome) {
      case Outcome.Added added -> "added";
      case Outcome.Updated updated -> "updated";
      case Outcome.NoSuchScore none -> "no such score";
    };
  }

  private static String conditional(Outcome.ConditionalOutcome outcome) {
    return switch (outcome) {
      case Outcome.Updated updated -> "updated";
      case Outcome.NoSuchScore none -> "no such score";
      case Outcome.VersionMismatch mismatch -> "version mismatch";
    };
  }

  private static String storeConditional(Outcome.StoreConditionalOutcome outcome) {
    return switch (outcome) {
      case Outcome.ConditionalOutcome conditional -> conditional(conditional);
      case Outcome.NoScoreForExercise none -> "no score for exercise";
    };
  }

  private static String remove(Outcome.RemoveOutcome outcome) {
    return switch (outcome) {
      case Outcome.Removed removed -> "removed";
      case Outcome.NoSuchScore none -> "no such score";
      case Outcome.VersionMismatch mismatch -> "version mismatch";
    };
  }

  private static String batchItem(Outcome.BatchItemOutcome outcome) {
    return switch (outcome) {
      case Outcome.Added added -> "added";
      case Outcome.Updated updated -> "updated";
      case Outcome.Superseded superseded -> "superseded";
    };
  }

  private static String text(Principal principal) {
    return switch (principal) {
      case Principal.Person person -> "user " + person.id().value();
      case Principal.Program program -> "program " + program.clientId();
    };
  }
}
