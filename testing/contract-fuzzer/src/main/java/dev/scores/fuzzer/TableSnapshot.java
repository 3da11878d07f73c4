package dev.scores.fuzzer;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Digests of a service's tables in PostgreSQL, over one connection. */
public final class TableSnapshot implements AutoCloseable {

  private final Connection connection;
  private final String query;

  /**
   * @param connection closed by {@link #close}
   */
  public TableSnapshot(Connection connection, String... tables) {
    this.connection = connection;
    this.query =
        Stream.of(tables)
            .map("(select md5(string_agg(t::text, ';' order by t::text)) from %s t)"::formatted)
            .collect(Collectors.joining(", ", "select concat_ws(' ', ", ")"));
  }

  /** A digest of all rows; equal digests mean that nothing changed. */
  public String digest() {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    } catch (SQLException fault) {
      throw new IllegalStateException(query, fault);
    }
  }

  public void execute(String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException fault) {
      throw new IllegalStateException(sql, fault);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
