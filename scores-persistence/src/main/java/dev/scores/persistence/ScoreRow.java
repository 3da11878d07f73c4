package dev.scores.persistence;

import dev.scores.domain.ExerciseId;
import dev.scores.domain.Outcome.Added;
import dev.scores.domain.Outcome.Updated;
import dev.scores.domain.Outcome.UpsertOutcome;
import dev.scores.domain.Score;
import dev.scores.domain.ScoreId;
import dev.scores.domain.UserId;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/** A row of the table {@code scores}, column by column. */
@MappedEntity("scores")
record ScoreRow(
    @Id long id,
    int userId,
    int exerciseId,
    boolean correct,
    Instant createdAt,
    Instant updatedAt,
    int version) {

  /**
   * Reads the current row by column names. Reads times as {@code Timestamp}: the driver allocates
   * far more for an {@code OffsetDateTime}.
   */
  static ScoreRow read(ResultSet row) throws SQLException {
    return new ScoreRow(
        row.getLong("id"),
        row.getInt("user_id"),
        row.getInt("exercise_id"),
        row.getBoolean("correct"),
        row.getTimestamp("created_at").toInstant(),
        row.getTimestamp("updated_at").toInstant(),
        row.getInt("version"));
  }

  /** Reads the current row, whose columns are in the order of this record from {@code first} on. */
  static ScoreRow read(ResultSet row, int first) throws SQLException {
    return new ScoreRow(
        row.getLong(first),
        row.getInt(first + 1),
        row.getInt(first + 2),
        row.getBoolean(first + 3),
        row.getTimestamp(first + 4).toInstant(),
        row.getTimestamp(first + 5).toInstant(),
        row.getInt(first + 6));
  }

  Score score() {
    return new Score(
        new ScoreId(id),
        new UserId(userId),
        new ExerciseId(exerciseId),
        correct,
        createdAt,
        updatedAt,
        version);
  }

  /** The outcome of the upsert that returned this row: an update makes the version 2 or more. */
  UpsertOutcome upserted() {
    return version == 1 ? new Added(score()) : new Updated(score());
  }
}
