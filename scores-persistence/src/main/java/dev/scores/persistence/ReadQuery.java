package dev.scores.persistence;

import dev.scores.persistence.RowQuery.RowReader;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Executes queries that a Micronaut Data repository cannot declare, and throws the exceptions of
 * the ports. Thread-safe.
 */
@Singleton
final class ReadQuery {

  private final RowQuery query;

  ReadQuery(RowQuery query) {
    this.query = query;
  }

  /**
   * Returns the rows of one statement in its order; unmodifiable.
   *
   * @throws dev.scores.domain.ScoresUnavailable if the database is unavailable or timed out
   */
  <T> List<T> rows(String sql, RowReader<T> reader, Object... parameters) {
    try {
      return query.rows(sql, reader, parameters);
    } catch (RuntimeException exception) {
      throw ScoreStoreExceptions.toPortException(exception);
    }
  }
}
