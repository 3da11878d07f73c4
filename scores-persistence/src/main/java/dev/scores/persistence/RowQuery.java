package dev.scores.persistence;

import io.micronaut.data.exceptions.DataAccessException;
import io.micronaut.jdbc.DataSourceResolver;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;

/** Executes a statement by plain JDBC on the pool itself and reads its rows. Thread-safe. */
@Singleton
final class RowQuery {

  private final DataSource pool;

  RowQuery(DataSource pool, DataSourceResolver resolver) {
    this.pool = resolver.resolve(pool);
  }

  /** Converts the current row of a result set. */
  @FunctionalInterface
  interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /**
   * Returns the rows of the statement in its order; unmodifiable.
   *
   * @throws DataAccessException with the SQLException as its cause
   */
  <T> List<T> rows(String sql, RowReader<T> reader, Object... parameters) {
    try (Connection connection = pool.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, Arrays.asList(parameters));
      return read(statement.executeQuery(), reader);
    } catch (SQLException exception) {
      throw new DataAccessException("the query failed", exception);
    }
  }

  static void bind(PreparedStatement statement, List<?> parameters) throws SQLException {
    for (int i = 0; i < parameters.size(); i++) {
      statement.setObject(i + 1, parameters.get(i));
    }
  }

  /** Reads and closes a result set. */
  static <T> List<T> read(ResultSet found, RowReader<T> reader) throws SQLException {
    List<T> rows = new ArrayList<>();
    try (found) {
      while (found.next()) {
        rows.add(reader.read(found));
      }
    }
    return List.copyOf(rows);
  }
}
