package dev.scores.persistence;

import static java.time.temporal.ChronoUnit.MICROS;

import dev.scores.domain.Batch;
import dev.scores.domain.Cursor;
import dev.scores.domain.ExerciseId;
import dev.scores.domain.ExpectedVersion;
import dev.scores.domain.Outcome.AddOutcome;
import dev.scores.domain.Outcome.Added;
import dev.scores.domain.Outcome.AlreadyExists;
import dev.scores.domain.Outcome.BatchItemOutcome;
import dev.scores.domain.Outcome.NamedUpsertOutcome;
import dev.scores.domain.Outcome.NoScoreForExercise;
import dev.scores.domain.Outcome.NoSuchScore;
import dev.scores.domain.Outcome.RemoveOutcome;
import dev.scores.domain.Outcome.StoreConditionalOutcome;
import dev.scores.domain.Outcome.UpdateOutcome;
import dev.scores.domain.Outcome.Updated;
import dev.scores.domain.Outcome.UpsertOutcome;
import dev.scores.domain.Score;
import dev.scores.domain.ScoreDraft;
import dev.scores.domain.ScoreId;
import dev.scores.domain.ScorePolicy;
import dev.scores.domain.Scores;
import dev.scores.domain.Selection;
import dev.scores.domain.UserId;
import dev.scores.domain.Writer;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Scores in PostgreSQL: one statement and one round trip for each operation. Blocks the calling
 * thread; thread-safe.
 */
@Singleton
public final class JdbcScores implements Scores {

  private final ScoreRows rows;
  private final ReadQuery reading;
  private final boolean sticky;

  JdbcScores(ScoreRows rows, ReadQuery reading, ScorePolicy policy) {
    this.rows = rows;
    this.reading = reading;
    this.sticky = policy == ScorePolicy.STICKY;
  }

  @Override
  public AddOutcome add(UserId user, ScoreDraft draft, Instant at) {
    return query(
            () ->
                rows.insert(user.value(), draft.exercise().value(), draft.correct(), truncate(at)))
        .<AddOutcome>map(row -> new Added(row.score()))
        .orElseGet(AlreadyExists::new);
  }

  @Override
  public UpdateOutcome update(UserId user, ScoreId id, ScoreDraft draft, Instant at) {
    return query(
            () ->
                rows.update(
                    id.value(),
                    user.value(),
                    draft.exercise().value(),
                    draft.correct(),
                    truncate(at),
                    sticky))
        .<UpdateOutcome>map(row -> new Updated(row.score()))
        .orElseGet(NoSuchScore::new);
  }

  @Override
  public UpsertOutcome upsert(UserId user, ScoreDraft draft, Instant at) {
    return query(
            () ->
                rows.upsert(
                    user.value(), draft.exercise().value(), draft.correct(), truncate(at), sticky))
        .map(ScoreRow::upserted)
        .orElseThrow();
  }

  @Override
  public UpsertOutcome upsert(UserId user, ScoreDraft draft, Writer writer, Instant at) {
    return switch (writer) {
      case Writer.Owner owner -> upsert(user, draft, at);
      case Writer.Grader grader ->
          write(List.of(new Batch.Entry(user, draft)), grader, at).getFirst();
    };
  }

  @Override
  public NamedUpsertOutcome upsert(UserId user, ScoreId named, ScoreDraft draft, Instant at) {
    return query(
            () ->
                rows.upsertNamed(
                    named.value(),
                    user.value(),
                    draft.exercise().value(),
                    draft.correct(),
                    truncate(at),
                    sticky))
        .<NamedUpsertOutcome>map(ScoreRow::upserted)
        .orElseGet(NoSuchScore::new);
  }

  @Override
  public List<BatchItemOutcome> upsert(Batch batch, Writer writer, Instant at) {
    return batch.outcomes(write(batch.effectiveEntries(), writer, at));
  }

  @Override
  public StoreConditionalOutcome update(
      UserId user, ScoreId id, ScoreDraft draft, ExpectedVersion expected, Instant at) {
    return query(
            () ->
                rows.updateExpected(
                    id.value(),
                    user.value(),
                    draft.exercise().value(),
                    draft.correct(),
                    expected instanceof ExpectedVersion.Any,
                    versions(expected),
                    truncate(at),
                    sticky))
        .map(row -> row.outcome(id))
        .orElseGet(NoScoreForExercise::new);
  }

  @Override
  public RemoveOutcome remove(UserId user, ScoreId id, ExpectedVersion expected, Instant at) {
    return query(
            () ->
                rows.deleteExpected(
                    id.value(),
                    user.value(),
                    expected instanceof ExpectedVersion.Any,
                    versions(expected),
                    truncate(at)))
        .map(ConditionalUpdateRow::removeOutcome)
        .orElseGet(NoSuchScore::new);
  }

  @Override
  public Optional<Score> find(ScoreId id) {
    return query(() -> rows.select(id.value())).map(ScoreRow::score);
  }

  @Override
  public Optional<Score> find(UserId user, ScoreId id) {
    return query(() -> rows.selectOfUser(id.value(), user.value())).map(ScoreRow::score);
  }

  @Override
  public Optional<Score> find(UserId user, ExerciseId exercise) {
    return query(() -> rows.selectOfPair(user.value(), exercise.value())).map(ScoreRow::score);
  }

  @Override
  public List<Score> page(Selection selection, Cursor cursor, int limit) {
    Scores.checkLimit(limit);
    PageQuery query = PageQuery.of(selection, cursor, limit);
    return reading.rows(
        query.sql(), row -> ScoreRow.read(row, 1).score(), query.parameters().toArray());
  }

  private List<UpsertOutcome> write(List<Batch.Entry> entries, Writer writer, Instant at) {
    int[] users = new int[entries.size()];
    int[] exercises = new int[users.length];
    boolean[] correctFlags = new boolean[users.length];
    for (int i = 0; i < users.length; i++) {
      Batch.Entry entry = entries.get(i);
      users[i] = entry.user().value();
      exercises[i] = entry.draft().exercise().value();
      correctFlags[i] = entry.draft().correct();
    }
    return query(
            () ->
                rows.upsertAll(users, exercises, correctFlags, name(writer), truncate(at), sticky))
        .orElseThrow()
        .stream()
        .map(ScoreRow::upserted)
        .toList();
  }

  /** The writer as the log has it: null for the owner. */
  private static @Nullable String name(Writer writer) {
    return switch (writer) {
      case Writer.Owner owner -> null;
      case Writer.Grader grader -> grader.name();
    };
  }

  /** PostgreSQL stores microseconds; the driver would round instead of truncating. */
  private static Instant truncate(Instant at) {
    return at.truncatedTo(MICROS);
  }

  private static int[] versions(ExpectedVersion expected) {
    return switch (expected) {
      case ExpectedVersion.Any any -> new int[0];
      case ExpectedVersion.OneOf some ->
          some.versions().stream().mapToInt(Integer::intValue).toArray();
    };
  }

  private static <T> Optional<T> query(Supplier<@Nullable T> statement) {
    try {
      return Optional.ofNullable(statement.get());
    } catch (RuntimeException exception) {
      throw ScoreStoreExceptions.toPortException(exception);
    }
  }
}
