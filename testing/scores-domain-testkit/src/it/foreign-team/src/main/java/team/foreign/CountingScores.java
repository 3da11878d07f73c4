package team.foreign;

import dev.scores.domain.Batch;
import dev.scores.domain.Cursor;
import dev.scores.domain.ScoreDraft;
import dev.scores.domain.ExerciseId;
import dev.scores.domain.ExpectedVersion;
import dev.scores.domain.Outcome.AddOutcome;
import dev.scores.domain.Outcome.StoreConditionalOutcome;
import dev.scores.domain.Outcome.BatchItemOutcome;
import dev.scores.domain.Outcome.NamedUpsertOutcome;
import dev.scores.domain.Outcome.RemoveOutcome;
import dev.scores.domain.Outcome.UpdateOutcome;
import dev.scores.domain.Outcome.UpsertOutcome;
import dev.scores.domain.Score;
import dev.scores.domain.ScoreId;
import dev.scores.domain.Scores;
import dev.scores.domain.Selection;
import dev.scores.domain.UserId;
import dev.scores.domain.Writer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/** Counts the calls to another store. */
public final class CountingScores implements Scores {

  private final Scores scores;
  private final LongAdder calls = new LongAdder();

  public CountingScores(Scores scores) {
    this.scores = scores;
  }

  public long calls() {
    return calls.sum();
  }

  @Override
  public AddOutcome add(UserId user, ScoreDraft draft, Instant at) {
    calls.increment();
    return scores.add(user, draft, at);
  }

  @Override
  public UpdateOutcome update(UserId user, ScoreId id, ScoreDraft draft, Instant at) {
    calls.increment();
    return scores.update(user, id, draft, at);
  }

  @Override
  public UpsertOutcome upsert(UserId user, ScoreDraft draft, Instant at) {
    calls.increment();
    return scores.upsert(user, draft, at);
  }

  @Override
  public NamedUpsertOutcome upsert(UserId user, ScoreId id, ScoreDraft draft, Instant at) {
    calls.increment();
    return scores.upsert(user, id, draft, at);
  }

  @Override
  public UpsertOutcome upsert(UserId user, ScoreDraft draft, Writer writer, Instant at) {
    calls.increment();
    return scores.upsert(user, draft, writer, at);
  }

  @Override
  public List<BatchItemOutcome> upsert(Batch batch, Writer writer, Instant at) {
    calls.increment();
    return scores.upsert(batch, writer, at);
  }

  @Override
  public StoreConditionalOutcome update(
      UserId user, ScoreId id, ScoreDraft draft, ExpectedVersion expected, Instant at) {
    calls.increment();
    return scores.update(user, id, draft, expected, at);
  }

  @Override
  public RemoveOutcome remove(UserId user, ScoreId id, ExpectedVersion expected, Instant at) {
    calls.increment();
    return scores.remove(user, id, expected, at);
  }

  @Override
  public Optional<Score> find(ScoreId id) {
    calls.increment();
    return scores.find(id);
  }

  @Override
  public Optional<Score> find(UserId user, ScoreId id) {
    calls.increment();
    return scores.find(user, id);
  }

  @Override
  public Optional<Score> find(UserId user, ExerciseId exercise) {
    calls.increment();
    return scores.find(user, exercise);
  }

  @Override
  public List<Score> page(Selection selection, Cursor cursor, int limit) {
    calls.increment();
    return scores.page(selection, cursor, limit);
  }
}
