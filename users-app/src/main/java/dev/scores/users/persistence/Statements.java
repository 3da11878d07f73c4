package dev.scores.users.persistence;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Runs single statements on the pool itself, each in a transaction of its own. Throws the
 * exceptions of the ports. Blocks; thread-safe.
 */
final class Statements {

  private final DataSource pool;

  Statements(DataSource pool) {
    this.pool = pool;
  }

  /** The first row of the result. */
  <T> Optional<T> first(String sql, Binder binder, RowMapper<T> mapper) {
    return all(sql, binder, mapper).stream().findFirst();
  }

  /** All rows of the result. */
  <T> List<T> all(String sql, Binder binder, RowMapper<T> mapper) {
    return run(
        sql,
        binder,
        statement -> {
          List<T> found = new ArrayList<>();
          try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
              found.add(mapper.map(rows));
            }
          }
          return List.copyOf(found);
        });
  }

  /** The number of rows that the statement wrote. */
  int update(String sql, Binder binder) {
    return run(sql, binder, PreparedStatement::executeUpdate);
  }

  private <T> T run(String sql, Binder binder, Call<T> call) {
    try (Connection connection = pool.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      binder.bind(new Parameters(statement));
      return call.on(statement);
    } catch (SQLException fault) {
      throw UserStoreExceptions.toPortException(fault);
    }
  }

  /** Sets the parameters of a statement. */
  interface Binder {
    void bind(Parameters parameters) throws SQLException;
  }

  /** Reads the current row. */
  interface RowMapper<T> {
    T map(ResultSet row) throws SQLException;
  }

  /** Executes a statement. */
  private interface Call<T> {
    T on(PreparedStatement statement) throws SQLException;
  }

  /** The parameters of a statement, in the order of its text. */
  static final class Parameters {

    private final PreparedStatement statement;
    private int last;

    Parameters(PreparedStatement statement) {
      this.statement = statement;
    }

    Parameters id(UUID id) throws SQLException {
      statement.setObject(++last, id);
      return this;
    }

    Parameters number(int number) throws SQLException {
      statement.setInt(++last, number);
      return this;
    }

    Parameters time(Instant time) throws SQLException {
      statement.setTimestamp(++last, Timestamp.from(time));
      return this;
    }

    Parameters text(String text) throws SQLException {
      statement.setString(++last, text);
      return this;
    }

    Parameters bytes(byte[] bytes) throws SQLException {
      statement.setBytes(++last, bytes);
      return this;
    }

    /**
     * @param type of the elements, in SQL
     */
    Parameters array(String type, Object[] elements) throws SQLException {
      statement.setArray(++last, statement.getConnection().createArrayOf(type, elements));
      return this;
    }
  }
}
