package dev.scores.persistence;

import io.micronaut.data.connection.ConnectionOperations;
import io.micronaut.data.exceptions.DataAccessException;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads by statements that are put together, or whose rows are none of a table. Safe for many
 * threads.
 */
@Singleton
final class Reading {

  private final ConnectionOperations<Connection> connections;

  Reading(ConnectionOperations<Connection> connections) {
    this.connections = connections;
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
    try {
      return connections.executeRead(open -> rows(open.getConnection(), sql, reader, parameters));
    } catch (RuntimeException fault) {
      throw DatabaseFault.asThePortHasIt(fault);
    }
  }

  private static <T> List<T> rows(
      Connection connection, String sql, RowReader<T> reader, Object... parameters) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
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
    } catch (SQLException fault) {
      throw new DataAccessException("the rows cannot be read", fault);
    }
  }
}
