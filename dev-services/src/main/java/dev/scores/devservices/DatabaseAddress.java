package dev.scores.devservices;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Host, port and credentials of a PostgreSQL server. */
record DatabaseAddress(String host, int port, String user, String password) {

  /** The address of a database in the format of {@code DATABASE_URL}. */
  String url(String database) {
    return "postgres://%s:%s@%s:%d/%s".formatted(user, password, host, port, database);
  }

  Connection connect(String database) throws SQLException {
    var jdbc = "jdbc:postgresql://%s:%d/%s".formatted(host, port, database);
    return DriverManager.getConnection(jdbc, user, password);
  }
}
