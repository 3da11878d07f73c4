package dev.scores.persistence;

import dev.scores.domain.Outcome.NoSuchScore;
import dev.scores.domain.Outcome.StoreConditionalOutcome;
import dev.scores.domain.Outcome.Updated;
import dev.scores.domain.Outcome.VersionMismatch;
import dev.scores.domain.ScoreId;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;

/**
 * A row of the table {@code scores} that an update was to write.
 *
 * @param written whether it did: the row is as it is afterwards then, and as it was otherwise
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
    boolean written) {

  StoreConditionalOutcome judged(ScoreId named) {
    if (written) {
      return new Updated(
          new ScoreRow(id, userId, exerciseId, correct, createdAt, updatedAt, version).score());
    }
    return id == named.value() ? new VersionMismatch() : new NoSuchScore();
  }
}
