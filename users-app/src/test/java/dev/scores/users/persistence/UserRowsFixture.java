package dev.scores.users.persistence;

import dev.scores.chassis.database.Migrations;
import dev.scores.chassis.settings.DatabaseUrl;
import dev.scores.devservices.DevPostgres;
import io.micronaut.context.ApplicationContext;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** A migrated database of its own and the adapter on it. */
record UserRowsFixture(ApplicationContext context, DatabaseUrl address) implements AutoCloseable {

  static UserRowsFixture fresh() {
    String url = DevPostgres.forTests().freshDatabase();
    Migrations.of(Map.of("DATABASE_URL", url)).migrate();
    return at(DatabaseUrl.parse(url));
  }

  /** Where nobody listens. */
  static UserRowsFixture nowhere() {
    return at(DatabaseUrl.parse("postgres://nobody@127.0.0.1:1/none"));
  }

  private static UserRowsFixture at(DatabaseUrl address) {
    Map<String, Object> properties = new HashMap<>();
    properties.put("datasources.default.url", address.jdbcUrl());
    properties.put("datasources.default.username", address.user().orElse(""));
    properties.put("datasources.default.password", address.password().orElse(""));
    properties.put("datasources.default.maximum-pool-size", 8);
    properties.put("datasources.default.initialization-fail-timeout", -1);
    properties.put("datasources.default.connection-timeout", 1000); // As the service has it.
    return new UserRowsFixture(
        ApplicationContext.builder()
            .deduceEnvironment(false)
            .properties(properties)
            .banner(false)
            .start(),
        address);
  }

  JdbcUsers users() {
    return context.getBean(JdbcUsers.class);
  }

  void execute(String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                address.jdbcUrl(), address.user().orElse(""), address.password().orElse(""));
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Every code point that the database folds to something else, and to what. */
  Map<Integer, String> foldedCodePoints() throws SQLException {
    Map<Integer, String> folded = new TreeMap<>();
    try (Connection connection =
            DriverManager.getConnection(
                address.jdbcUrl(), address.user().orElse(""), address.password().orElse(""));
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                """
                select c, fold_case(chr(c)) from generate_series(1, 1114111) c
                where c not between 55296 and 57343 and fold_case(chr(c)) <> chr(c)
                """)) {
      while (rows.next()) {
        folded.put(rows.getInt(1), rows.getString(2));
      }
    }
    return folded;
  }

  @Override
  public void close() {
    context.close();
  }
}
