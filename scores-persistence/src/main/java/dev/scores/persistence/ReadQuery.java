package dev.scores.persistence;

import dev.scores.persistence.RowQuery.RowReader;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Reads by statements that are put together, or whose rows are none of a table, with the exceptions
 * of the ports. Thread-safe.
 */
@Singleton
final class ReadQuery {

  private final RowQuery query;

  ReadQuery(RowQuery query) {
    this.query = query;
  }

  /**
   * The rows that one statement answers, in its order; unmodifiable.
   *
   * @throws dev.scores.domain.ScoresUnavailable where the database is away or gave up
   */
  <T> List<T> rows(String sql, RowReader<T> reader, Object... parameters) {
    try {
      return query.rows(sql, reader, parameters);
    } catch (RuntimeException fault) {
      throw ScoreStoreExceptions.asThePortHasIt(fault);
    }
  }
}
