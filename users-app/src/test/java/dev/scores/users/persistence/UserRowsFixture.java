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

/** The adapter on a migrated database of its own. */
record UserRowsFixture(ApplicationContext context, DatabaseUrl address) implements AutoCloseable {

  static UserRowsFixture fresh() {
    String url = DevPostgres.forTests().freshDatabase();
    Migrations.of(Map.of("DATABASE_URL", url)).migrate();
    return at(DatabaseUrl.parse(url));
  }

  /** An adapter whose database is unreachable. */
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
    // As in service-defaults.yml.
    properties.put("datasources.default.connection-timeout", 1000);
    properties.put("micronaut.otel.enabled", false);
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

  JdbcRemovals removals() {
    return context.getBean(JdbcRemovals.class);
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(
        address.jdbcUrl(), address.user().orElse(""), address.password().orElse(""));
  }

  JdbcMailTokens mailTokens() {
    return context.getBean(JdbcMailTokens.class);
  }

  JdbcAttemptCounts attemptCounts() {
    return context.getBean(JdbcAttemptCounts.class);
  }

  JdbcSessions sessions() {
    return context.getBean(JdbcSessions.class);
  }

  /** The first value of the query's first row, as text. */
  String value(String query) throws SQLException {
    try (Connection connection = connect();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    }
  }

  JdbcServiceAccounts serviceAccounts() {
    return context.getBean(JdbcServiceAccounts.class);
  }

  void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /**
   * The code points that the database folds to another text, with that text. Takes a sample of the
   * planes 2 to 16, which have no letters with case.
   */
  Map<Integer, String> foldedCodePoints() throws SQLException {
    Map<Integer, String> folded = new TreeMap<>();
    try (Connection connection = connect();
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                """
                select c, folded from (
                  select c, fold_case(chr(c)) folded from generate_series(1, 1114111) c
                  where c not between 55296 and 57343 and (c < 131072 or c % 61 = 0) offset 0) folds
                where folded <> chr(c)
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
