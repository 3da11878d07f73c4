package dev.scores.persistence;

import dev.scores.domain.Batch;
import dev.scores.domain.Cursor;
import dev.scores.domain.ExerciseId;
import dev.scores.domain.ExpectedVersion;
import dev.scores.domain.Outcome.AddOutcome;
import dev.scores.domain.Outcome.BatchItemOutcome;
import dev.scores.domain.Outcome.NamedUpsertOutcome;
import dev.scores.domain.Outcome.RemoveOutcome;
import dev.scores.domain.Outcome.StoreConditionalOutcome;
import dev.scores.domain.Outcome.UpdateOutcome;
import dev.scores.domain.Outcome.UpsertOutcome;
import dev.scores.domain.Score;
import dev.scores.domain.ScoreDraft;
import dev.scores.domain.ScoreId;
import dev.scores.domain.Scores;
import dev.scores.domain.Selection;
import dev.scores.domain.UserId;
import dev.scores.domain.Writer;
import io.micronaut.context.annotation.Primary;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Scores in PostgreSQL with request coalescing: simultaneous requests for single scores or for
 * short lists share a statement. All others go to {@link JdbcScores} (ADR 23). Thread-safe.
 */
@Singleton
@Primary
@Requires(property = "scores.coalescing", notEquals = "off")
@Requires(property = "scores.engine", notEquals = "citus")
final class CoalescedScores implements Scores {

  private final JdbcScores single;
  private final CoalescedReads reads;
  private final CoalescedLists lists;
  private final CoalescedWrites writes;

  CoalescedScores(
      JdbcScores single, CoalescedReads reads, CoalescedLists lists, CoalescedWrites writes) {
    this.single = single;
    this.reads = reads;
    this.lists = lists;
    this.writes = writes;
  }

  @Override
  public AddOutcome add(UserId user, ScoreDraft draft, Instant at) {
    return writes.add(user, draft, at);
  }

  @Override
  public UpdateOutcome update(UserId user, ScoreId id, ScoreDraft draft, Instant at) {
    return writes.update(user, id, draft, at);
  }

  @Override
  public UpsertOutcome upsert(UserId user, ScoreDraft draft, Instant at) {
    return writes.upsert(user, draft, at);
  }

  @Override
  public UpsertOutcome upsert(UserId user, ScoreDraft draft, Writer writer, Instant at) {
    return switch (writer) {
      case Writer.Owner owner -> upsert(user, draft, at);
      case Writer.Grader grader -> single.upsert(user, draft, grader, at);
    };
  }

  @Override
  public NamedUpsertOutcome upsert(UserId user, ScoreId named, ScoreDraft draft, Instant at) {
    return single.upsert(user, named, draft, at);
  }

  @Override
  public List<BatchItemOutcome> upsert(Batch batch, Writer writer, Instant at) {
    return single.upsert(batch, writer, at);
  }

  @Override
  public StoreConditionalOutcome update(
      UserId user, ScoreId id, ScoreDraft draft, ExpectedVersion expected, Instant at) {
    return single.update(user, id, draft, expected, at);
  }

  @Override
  public RemoveOutcome remove(UserId user, ScoreId id, ExpectedVersion expected, Instant at) {
    return single.remove(user, id, expected, at);
  }

  @Override
  public Optional<Score> find(ScoreId id) {
    return reads.find(id);
  }

  @Override
  public Optional<Score> find(UserId user, ScoreId id) {
    return reads.find(id).filter(score -> score.user().equals(user));
  }

  @Override
  public Optional<Score> find(UserId user, ExerciseId exercise) {
    return reads.find(user, exercise);
  }

  @Override
  public List<Score> page(Selection selection, Cursor cursor, int limit) {
    Scores.checkLimit(limit);
    return lists.page(selection, cursor, limit);
  }
}
