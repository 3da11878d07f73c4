package dev.scores.persistence;

import dev.scores.domain.Outcome.NoSuchScore;
import dev.scores.domain.Outcome.RemoveOutcome;
import dev.scores.domain.Outcome.Removed;
import dev.scores.domain.Outcome.StoreConditionalOutcome;
import dev.scores.domain.Outcome.Updated;
import dev.scores.domain.Outcome.VersionMismatch;
import dev.scores.domain.Score;
import dev.scores.domain.ScoreId;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The row of the table {@code scores} that a conditional update or a removal addresses.
 *
 * @param written whether the update changed the row or the removal deleted it; after an update the
 *     columns hold the new values, otherwise the current or last ones
 */
@MappedEntity("scores")
record ConditionalUpdateRow(
    @Id long id,
    int userId,
    int exerciseId,
    boolean correct,
    Instant createdAt,
    Instant updatedAt,
    int version,
    long attempts,
    @Nullable Instant solvedAt,
    @Nullable Long solvedAttempts,
    boolean written) {

  StoreConditionalOutcome outcome(ScoreId expectedId) {
    if (written) {
      return new Updated(score());
    }
    return id == expectedId.value() ? new VersionMismatch() : new NoSuchScore();
  }

  RemoveOutcome removeOutcome() {
    return written ? new Removed(score()) : new VersionMismatch();
  }

  private Score score() {
    return new ScoreRow(
            id,
            userId,
            exerciseId,
            correct,
            createdAt,
            updatedAt,
            version,
            attempts,
            solvedAt,
            solvedAttempts)
        .score();
  }
}
