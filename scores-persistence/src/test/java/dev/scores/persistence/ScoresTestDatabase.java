package dev.scores.persistence;

import dev.scores.devservices.DevPostgres;
import dev.scores.domain.ScorePolicy;
import dev.scores.domain.Scores;
import io.micronaut.context.ApplicationContext;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.flywaydb.core.Flyway;

/** A fresh migrated database with the adapters on it. */
record ScoresTestDatabase(ApplicationContext context, URI address) implements AutoCloseable {

  /** The same as in scores-app's application.yml. */
  static final String SESSION =
      "set plan_cache_mode = force_generic_plan; set enable_bitmapscan = off;"
          + " set random_page_cost = 1; set jit = off";

  static ScoresTestDatabase fresh() {
    return fresh(Map.of());
  }

  /** On a Citus cluster with distributed tables, if there is one. */
  static ScoresTestDatabase fresh(Map<String, Object> more) {
    if (!CitusCluster.isGiven()) {
      return at(URI.create(DevPostgres.forTests().freshDatabase()), more);
    }
    ScoresTestDatabase database = at(CitusCluster.freshDatabase(), more);
    CitusCluster.distribute(database);
    return database;
  }

  static ScoresTestDatabase at(URI address, Map<String, Object> more) {
    migrate(address, "latest");
    return unmigrated(address, more);
  }

  /** The same database with adapters of this policy. */
  ScoresTestDatabase with(ScorePolicy policy) {
    return open(address, Map.of(), policy);
  }

  /** A database with the schema of an earlier release. */
  static ScoresTestDatabase atLevel(URI address, String level) {
    migrate(address, level);
    return unmigrated(address, Map.of());
  }

  /** A database that may be unmigrated or unreachable. */
  static ScoresTestDatabase unmigrated(URI address, Map<String, Object> more) {
    return open(address, more, ScorePolicy.LATEST);
  }

  private static ScoresTestDatabase open(
      URI address, Map<String, Object> more, ScorePolicy policy) {
    Map<String, Object> properties =
        new HashMap<>(
            Map.of(
                "datasources.default.url",
                jdbcUrl(address),
                "datasources.default.username",
                userInfo(address)[0],
                "datasources.default.password",
                userInfo(address)[1],
                "datasources.default.driver-class-name",
                "org.postgresql.Driver",
                "datasources.default.maximum-pool-size",
                16,
                "datasources.default.connection-init-sql",
                SESSION,
                // The transaction of a fold would delay the change feed.
                "scores.reports.fold-interval",
                "1h"));
    properties.putAll(CitusCluster.settings());
    properties.putAll(more);
    ApplicationContext context = ApplicationContext.run(properties);
    context.registerSingleton(ScorePolicy.class, policy);
    return new ScoresTestDatabase(context, address);
  }

  JdbcScores scores() {
    return context.getBean(JdbcScores.class);
  }

  /** As the service uses them. */
  Scores ofService() {
    return context.getBean(Scores.class);
  }

  CoalescedScores coalesced() {
    return context.getBean(CoalescedScores.class);
  }

  JdbcReports reports() {
    return context.getBean(JdbcReports.class);
  }

  JdbcBoards boards() {
    return context.getBean(JdbcBoards.class);
  }

  JdbcChanges changes() {
    return context.getBean(JdbcChanges.class);
  }

  JdbcAttempts attempts() {
    return context.getBean(JdbcAttempts.class);
  }

  JdbcRepeatableRequests requests() {
    return context.getBean(JdbcRepeatableRequests.class);
  }

  JdbcScores emptyScores() {
    execute("truncate scores");
    if (CitusCluster.isGiven()) { // No trigger does this.
      execute("truncate score_events");
      execute(
          """
          truncate report_users, report_exercises, report_solves, report_ranks;
          update report_totals set scores = 0, correct = 0, solved = 0, attempts = 0""");
    }
    return scores();
  }

  /**
   * Drops all events of the log, as if they were from a month long ago. Statement by statement,
   * because Citus refuses some of them in one transaction.
   */
  void dropEvents() {
    execute("drop table if exists score_events_kept");
    execute(
        """
        create table score_events_2001_01 partition of score_events
          for values from ('2001-01-01 00:00+00') to ('2001-02-01 00:00+00')
        """);
    execute("update score_events set logged_at = '2001-01-15 00:00+00'");
    execute(
        """
        do $$
        begin
          loop
            exit when drop_score_events('2001-02-01 00:00+00') = 'nothing';
            commit;
          end loop;
        end
        $$
        """);
  }

  void execute(String sql) {
    try (Connection connection = connect();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException fault) {
      throw new IllegalStateException(sql, fault);
    }
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(
        jdbcUrl(address), userInfo(address)[0], userInfo(address)[1]);
  }

  @Override
  public void close() {
    context.close();
  }

  /** Migrates with the settings of the service. */
  private static void migrate(URI address, String level) {
    Flyway.configure()
        .dataSource(jdbcUrl(address), userInfo(address)[0], userInfo(address)[1])
        .configuration(
            Map.of("flyway.postgresql.transactional.lock", "false", "flyway.target", level))
        .load()
        .migrate();
  }

  static String jdbcUrl(URI address) {
    return "jdbc:postgresql://%s:%d%s"
        .formatted(address.getHost(), address.getPort(), address.getPath());
  }

  static String[] userInfo(URI address) {
    return address.getUserInfo().split(":", 2);
  }
}
