package dev.scores.devservices;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Runs statements against an address in the format of {@code DATABASE_URL}. */
final class Sql {

  private Sql() {}

  static Connection connect(String url) throws SQLException {
    var address = URI.create(url);
    var user = address.getUserInfo().split(":", 2);
    var jdbc =
        "jdbc:postgresql://%s:%d%s"
            .formatted(address.getHost(), address.getPort(), address.getPath());
    return DriverManager.getConnection(jdbc, user[0], user[1]);
  }

  static void execute(String url, String sql) throws SQLException {
    try (var connection = connect(url);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Returns the first column of the first row, as text. */
  static String query(String url, String sql) throws SQLException {
    try (var connection = connect(url);
        var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }
}
