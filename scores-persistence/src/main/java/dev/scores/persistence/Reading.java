package dev.scores.persistence;

import io.micronaut.jdbc.DataSourceResolver;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * Reads by statements that are put together, or whose rows are none of a table; on the pool itself,
 * as {@link BulkScoreStatements} does. Safe for many threads.
 */
@Singleton
final class Reading {

  private final DataSource pool;

  Reading(DataSource pool, DataSourceResolver resolver) {
    this.pool = resolver.resolve(pool);
  }

  /** Makes a value of the row that the result stands at. */
  interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /**
   * The rows that one statement answers, in its order; unmodifiable.
   *
   * @throws dev.scores.domain.ScoresUnavailable where the database is away or gave up
   */
  <T> List<T> rows(String sql, RowReader<T> reader, Object... parameters) {
    try (Connection connection = pool.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      List<T> rows = new ArrayList<>();
      try (ResultSet found = statement.executeQuery()) {
        while (found.next()) {
          rows.add(reader.read(found));
        }
      }
      return List.copyOf(rows);
    } catch (SQLException | RuntimeException fault) {
      throw DatabaseFault.asThePortHasIt(fault);
    }
  }
}
