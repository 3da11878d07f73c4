package dev.scores.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every {@code switch} here is complete without {@code default}: a new case stops the build. */
class SealedTypesTest {

  private static final Draft SOLVED = new Draft(new ExerciseId(2), true);
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
    assertEquals("added 7", said((Outcome.OfAdd) new Outcome.Added(SCORE)));
    assertEquals("exists", said(new Outcome.AlreadyExists()));
  }

  @Test
  void anUpdateUpdatesOrFindsNoSuchScore() {
    assertEquals("updated 7", said((Outcome.OfUpdate) new Outcome.Updated(SCORE)));
    assertEquals("no such score", said((Outcome.OfUpdate) new Outcome.NoSuchScore()));
  }

  @Test
  void anUpsertAddsUpdatesOrFindsNoSuchScore() {
    assertEquals("added 7", said((Outcome.OfUpsert) new Outcome.Added(SCORE)));
    assertEquals("updated 7", said((Outcome.OfUpsert) new Outcome.Updated(SCORE)));
    assertEquals("no such score", said((Outcome.OfUpsert) new Outcome.NoSuchScore()));
  }

  @Test
  void anItemOfABatchIsAddedUpdatedOrSuperseded() {
    assertEquals("added 7", said((Outcome.OfItem) new Outcome.Added(SCORE)));
    assertEquals("updated 7", said((Outcome.OfItem) new Outcome.Updated(SCORE)));
    assertEquals("superseded 7", said(new Outcome.Superseded(SCORE)));
  }

  @Test
  void aConditionalWriteUpdatesOrFindsNoSuchScoreOrAnotherVersion() {
    assertEquals("updated 7", said((Outcome.OfConditional) new Outcome.Updated(SCORE)));
    assertEquals("no such score", said((Outcome.OfConditional) new Outcome.NoSuchScore()));
    assertEquals("changed", said(new Outcome.HasChanged()));
  }

  @Test
  void aStoreAlsoTellsThatThereIsNoneForTheExercise() {
    assertEquals("updated 7", said((Outcome.OfConditionalUpdate) new Outcome.Updated(SCORE)));
    assertEquals("none for the exercise", said(new Outcome.NoneForTheExercise()));
  }

  @Test
  void changesAreFoundOrTheCursorIsAhead() {
    assertEquals("0 changes", said(new ChangesFound.Changed(List.of(), ChangeCursor.start())));
    assertEquals("ahead", said(new ChangesFound.CursorAhead()));
  }

  private static String said(ChangesFound found) {
    return switch (found) {
      case ChangesFound.Changed changed -> changed.scores().size() + " changes";
      case ChangesFound.CursorAhead ahead -> "ahead";
    };
  }

  private static String said(Caller caller) {
    return switch (caller) {
      case Caller.Known known -> "user " + known.user().value();
      case Caller.Rejected rejected -> "rejected";
      case Caller.Unavailable unavailable -> "unavailable";
    };
  }

  private static String said(Outcome.OfAdd outcome) {
    return switch (outcome) {
      case Outcome.Added added -> "added " + added.score().id().value();
      case Outcome.AlreadyExists exists -> "exists";
    };
  }

  private static String said(Outcome.OfUpdate outcome) {
    return switch (outcome) {
      case Outcome.Updated updated -> "updated " + updated.score().id().value();
      case Outcome.NoSuchScore none -> "no such score";
    };
  }

  private static String said(Outcome.OfUpsert outcome) {
    return switch (outcome) {
      case Outcome.Added added -> "added " + added.score().id().value();
      case Outcome.OfUpdate update -> said(update);
    };
  }

  private static String said(Outcome.OfItem outcome) {
    return switch (outcome) {
      case Outcome.Added added -> "added " + added.score().id().value();
      case Outcome.Updated updated -> "updated " + updated.score().id().value();
      case Outcome.Superseded superseded -> "superseded " + superseded.score().id().value();
    };
  }

  private static String said(Outcome.OfConditional outcome) {
    return switch (outcome) {
      case Outcome.Updated updated -> "updated " + updated.score().id().value();
      case Outcome.NoSuchScore none -> "no such score";
      case Outcome.HasChanged changed -> "changed";
    };
  }

  private static String said(Outcome.OfConditionalUpdate outcome) {
    return switch (outcome) {
      case Outcome.OfConditional judged -> said(judged);
      case Outcome.NoneForTheExercise none -> "none for the exercise";
    };
  }
}
