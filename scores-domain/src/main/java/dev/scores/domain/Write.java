package dev.scores.domain;

import dev.scores.domain.Outcome.AddOutcome;
import dev.scores.domain.Outcome.Added;
import dev.scores.domain.Outcome.AlreadyExists;
import dev.scores.domain.Outcome.NamedUpsertOutcome;
import dev.scores.domain.Outcome.NoScoreForExercise;
import dev.scores.domain.Outcome.NoSuchScore;
import dev.scores.domain.Outcome.StoreConditionalOutcome;
import dev.scores.domain.Outcome.UpdateOutcome;
import dev.scores.domain.Outcome.Updated;
import dev.scores.domain.Outcome.UpsertOutcome;
import dev.scores.domain.Outcome.VersionMismatch;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A write of a user's score for an exercise, with the rule that decides its outcome. The rule is a
 * pure function. A store applies it atomically: under a lock, or as one SQL statement with the same
 * effect.
 *
 * @param <O> the outcomes that this kind of write can have
 */
public sealed interface Write<O extends Outcome> {

  UserId user();

  ScoreDraft draft();

  /**
   * Decides the outcome. The store has to store {@link Outcome#written()}, if there is one.
   *
   * @param current the user's score for the draft's exercise
   * @param policy how a verdict changes a score that exists
   * @param newId the id that the score gets if it is added
   * @param at the time of the write
   */
  O decide(Optional<Score> current, ScorePolicy policy, ScoreId newId, Instant at);

  /** Adds the score unless there is one. */
  record Add(UserId user, ScoreDraft draft) implements Write<AddOutcome> {

    public Add {
      requireNonNull(user, draft);
    }

    @Override
    public AddOutcome decide(
        Optional<Score> current, ScorePolicy policy, ScoreId newId, Instant at) {
      return current.isPresent() ? new AlreadyExists() : added(this, newId, at);
    }
  }

  /** Updates the score if it has this id. */
  record Update(UserId user, ScoreId id, ScoreDraft draft) implements Write<UpdateOutcome> {

    public Update {
      requireNonNull(user, draft);
      Objects.requireNonNull(id, "id");
    }

    @Override
    public UpdateOutcome decide(
        Optional<Score> current, ScorePolicy policy, ScoreId newId, Instant at) {
      return current
          .filter(score -> score.id().equals(id))
          .<UpdateOutcome>map(score -> updated(score, draft, policy, at))
          .orElseGet(NoSuchScore::new);
    }
  }

  /** Updates the score, or adds it if it does not exist. */
  record Upsert(UserId user, ScoreDraft draft) implements Write<UpsertOutcome> {

    public Upsert {
      requireNonNull(user, draft);
    }

    @Override
    public UpsertOutcome decide(
        Optional<Score> current, ScorePolicy policy, ScoreId newId, Instant at) {
      return current
          .<UpsertOutcome>map(score -> updated(score, draft, policy, at))
          .orElseGet(() -> added(this, newId, at));
    }
  }

  /** Updates the score if it has this id, or adds it under a new id if it does not exist. */
  record NamedUpsert(UserId user, ScoreId id, ScoreDraft draft)
      implements Write<NamedUpsertOutcome> {

    public NamedUpsert {
      requireNonNull(user, draft);
      Objects.requireNonNull(id, "id");
    }

    @Override
    public NamedUpsertOutcome decide(
        Optional<Score> current, ScorePolicy policy, ScoreId newId, Instant at) {
      return current.isPresent()
          ? new Update(user, id, draft).decide(current, policy, newId, at)
          : added(this, newId, at);
    }
  }

  /** Updates the score if it has this id and, checked after the id, an expected version. */
  record ConditionalUpdate(UserId user, ScoreId id, ScoreDraft draft, ExpectedVersion expected)
      implements Write<StoreConditionalOutcome> {

    public ConditionalUpdate {
      requireNonNull(user, draft);
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(expected, "expected");
    }

    @Override
    public StoreConditionalOutcome decide(
        Optional<Score> current, ScorePolicy policy, ScoreId newId, Instant at) {
      if (current.isEmpty()) {
        return new NoScoreForExercise();
      }
      return current.filter(score -> score.id().equals(id) && !expected.allows(score)).isPresent()
          ? new VersionMismatch()
          : new Update(user, id, draft).decide(current, policy, newId, at);
    }
  }

  private static void requireNonNull(UserId user, ScoreDraft draft) {
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(draft, "draft");
  }

  private static Added added(Write<?> write, ScoreId id, Instant at) {
    return new Added(Score.first(id, write.user(), write.draft(), at));
  }

  private static Updated updated(Score current, ScoreDraft draft, ScorePolicy policy, Instant at) {
    return new Updated(current.updated(draft.correct(), policy, at));
  }
}
