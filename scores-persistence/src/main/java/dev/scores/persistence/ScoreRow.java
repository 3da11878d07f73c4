package dev.scores.persistence;

import dev.scores.domain.ExerciseId;
import dev.scores.domain.Outcome.Added;
import dev.scores.domain.Outcome.Updated;
import dev.scores.domain.Outcome.UpsertOutcome;
import dev.scores.domain.Score;
import dev.scores.domain.ScoreId;
import dev.scores.domain.Solve;
import dev.scores.domain.UserId;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table {@code scores}, column by column.
 *
 * @param attempts 0 if the row is older than the log and the migration has not logged it yet
 */
@MappedEntity("scores")
record ScoreRow(
    @Id long id,
    int userId,
    int exerciseId,
    boolean correct,
    Instant createdAt,
    Instant updatedAt,
    int version,
    long attempts,
    @Nullable Instant solvedAt,
    @Nullable Long solvedAttempts) {

  /**
   * Reads the current row, whose columns are in the order of this record from {@code first} on.
   * Reads times as {@code Timestamp}: the driver allocates far more for an {@code OffsetDateTime}.
   */
  static ScoreRow read(ResultSet row, int first) throws SQLException {
    Timestamp solvedAt = row.getTimestamp(first + 8);
    return new ScoreRow(
        row.getLong(first),
        row.getInt(first + 1),
        row.getInt(first + 2),
        row.getBoolean(first + 3),
        row.getTimestamp(first + 4).toInstant(),
        row.getTimestamp(first + 5).toInstant(),
        row.getInt(first + 6),
        row.getLong(first + 7),
        solvedAt == null ? null : solvedAt.toInstant(),
        solvedAt == null ? null : row.getLong(first + 9));
  }

  Score score() {
    return new Score(
        new ScoreId(id),
        new UserId(userId),
        new ExerciseId(exerciseId),
        correct,
        createdAt,
        updatedAt,
        version,
        Math.max(attempts, 1),
        solve());
  }

  private Optional<Solve> solve() {
    if (solvedAt == null || solvedAttempts == null) {
      return correct ? Optional.of(new Solve(updatedAt, 1)) : Optional.empty();
    }
    return Optional.of(new Solve(solvedAt, solvedAttempts));
  }

  /** The outcome of the upsert that returned this row: an update makes the version 2 or more. */
  UpsertOutcome upserted() {
    return version == 1 ? new Added(score()) : new Updated(score());
  }
}
