package dev.scores.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every {@code switch} here is complete without {@code default}: a new case stops the build. */
class SealedTypesTest {

  private static final ScoreDraft SOLVED = new ScoreDraft(new ExerciseId(2), true);
  private static final Score SCORE =
      Score.first(new ScoreId(7), new UserId(1), SOLVED, Instant.EPOCH);

  @Test
  void aCallerIsKnownRejectedOrUnavailable() {
    assertEquals("user 1", said(new Caller.Known(new UserId(1))));
    assertEquals("rejected", said(new Caller.Rejected()));
    assertEquals("unavailable", said(new Caller.Unavailable()));
  }

  @Test
  void anAddAddsOrFindsThatOneExists() {
    assertEquals("added 7", said((Outcome.AddOutcome) new Outcome.Added(SCORE)));
    assertEquals("exists", said(new Outcome.AlreadyExists()));
  }

  @Test
  void anUpdateUpdatesOrFindsNoSuchScore() {
    assertEquals("updated 7", said((Outcome.UpdateOutcome) new Outcome.Updated(SCORE)));
    assertEquals("no such score", said((Outcome.UpdateOutcome) new Outcome.NoSuchScore()));
  }

  @Test
  void anUpsertAddsUpdatesOrFindsNoSuchScore() {
    assertEquals("added 7", said((Outcome.UpsertOutcome) new Outcome.Added(SCORE)));
    assertEquals("updated 7", said((Outcome.UpsertOutcome) new Outcome.Updated(SCORE)));
    assertEquals("no such score", said((Outcome.UpsertOutcome) new Outcome.NoSuchScore()));
  }

  @Test
  void anItemOfABatchIsAddedUpdatedOrSuperseded() {
    assertEquals("added 7", said((Outcome.BatchItemOutcome) new Outcome.Added(SCORE)));
    assertEquals("updated 7", said((Outcome.BatchItemOutcome) new Outcome.Updated(SCORE)));
    assertEquals("superseded 7", said(new Outcome.Superseded(SCORE)));
  }

  @Test
  void aConditionalWriteUpdatesOrFindsNoSuchScoreOrAnotherVersion() {
    assertEquals("updated 7", said((Outcome.ConditionalOutcome) new Outcome.Updated(SCORE)));
    assertEquals("no such score", said((Outcome.ConditionalOutcome) new Outcome.NoSuchScore()));
    assertEquals("changed", said(new Outcome.VersionMismatch()));
  }

  @Test
  void aStoreAlsoTellsThatThereIsNoneForTheExercise() {
    assertEquals("updated 7", said((Outcome.StoredConditionalOutcome) new Outcome.Updated(SCORE)));
    assertEquals("none for the exercise", said(new Outcome.NoScoreForExercise()));
  }

  @Test
  void changesAreFoundOrTheCursorIsAhead() {
    assertEquals("0 changes", said(new ChangePage.Changed(List.of(), ChangeCursor.start())));
    assertEquals("ahead", said(new ChangePage.CursorAhead()));
  }

  private static String said(ChangePage found) {
    return switch (found) {
      case ChangePage.Changed changed -> changed.scores().size() + " changes";
      case ChangePage.CursorAhead ahead -> "ahead";
    };
  }

  private static String said(Caller caller) {
    return switch (caller) {
      case Caller.Known known -> "user " + known.user().value();
      case Caller.Rejected rejected -> "rejected";
      case Caller.Unavailable unavailable -> "unavailable";
    };
  }

  private static String said(Outcome.AddOutcome outcome) {
    return switch (outcome) {
      case Outcome.Added added -> "added " + added.score().id().value();
      case Outcome.AlreadyExists exists -> "exists";
    };
  }

  private static String said(Outcome.UpdateOutcome outcome) {
    return switch (outcome) {
      case Outcome.Updated updated -> "updated " + updated.score().id().value();
      case Outcome.NoSuchScore none -> "no such score";
    };
  }

  private static String said(Outcome.UpsertOutcome outcome) {
    return switch (outcome) {
      case Outcome.Added added -> "added " + added.score().id().value();
      case Outcome.UpdateOutcome update -> said(update);
    };
  }

  private static String said(Outcome.BatchItemOutcome outcome) {
    return switch (outcome) {
      case Outcome.Added added -> "added " + added.score().id().value();
      case Outcome.Updated updated -> "updated " + updated.score().id().value();
      case Outcome.Superseded superseded -> "superseded " + superseded.score().id().value();
    };
  }

  private static String said(Outcome.ConditionalOutcome outcome) {
    return switch (outcome) {
      case Outcome.Updated updated -> "updated " + updated.score().id().value();
      case Outcome.NoSuchScore none -> "no such score";
      case Outcome.VersionMismatch changed -> "changed";
    };
  }

  private static String said(Outcome.StoredConditionalOutcome outcome) {
    return switch (outcome) {
      case Outcome.ConditionalOutcome judged -> said(judged);
      case Outcome.NoScoreForExercise none -> "none for the exercise";
    };
  }
}
