package dev.scores.persistence;

import dev.scores.domain.StaleReads;
import dev.scores.persistence.RowQuery.RowReader;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/**
 * Executes queries that a Micronaut Data repository cannot declare, and throws the exceptions of
 * the ports. The standby answers those that {@link StaleReads} allows, if it can. Thread-safe.
 */
@Singleton
final class ReadQuery {

  private final RowQuery primary;
  private final Optional<StandbyQuery> standby;

  ReadQuery(RowQuery primary, Optional<StandbyQuery> standby) {
    this.primary = primary;
    this.standby = standby;
  }

  /**
   * Returns the rows of one statement in its order; unmodifiable.
   *
   * @throws dev.scores.domain.ScoresUnavailable if the database is unavailable or timed out
   */
  <T> List<T> rows(String sql, RowReader<T> reader, Object... parameters) {
    return standby
        .filter(server -> StaleReads.areAllowed())
        .flatMap(server -> server.rows(StaleReads.requiredWrite(), sql, reader, parameters))
        .orElseGet(() -> primaryRows(sql, reader, parameters));
  }

  private <T> List<T> primaryRows(String sql, RowReader<T> reader, Object... parameters) {
    try {
      return primary.rows(sql, reader, parameters);
    } catch (RuntimeException exception) {
      throw ScoreStoreExceptions.toPortException(exception);
    }
  }
}
