package dev.scores.faults;

import dev.scores.devservices.ServiceProcess;
import dev.scores.devservices.ServiceSpec;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.flywaydb.core.Flyway;

/**
 * Starts a new release, which migrates the database, beside an old one under load. The old one is
 * the jar of an earlier commit; in the short form, this release before its last migrations.
 */
final class TwoReleasesDrill implements Drill {

  private static final int CLIENTS = 8;
  private static final String OLD = "scores-old";

  /** The oldest schema on which this release can write, with {@link #COLUMNS} added. */
  private static final String EARLIER_VERSION = "6";

  /** Columns of later migrations to which this release writes. */
  private static final String COLUMNS =
      """
      alter table scores add was_correct boolean;
      alter table score_events add was_correct boolean""";

  @Override
  public String name() {
    return "two-releases";
  }

  @Override
  public String promise() {
    return "A new release migrates the database beside the old one under load: no request fails on"
        + " either, both are ready, and each reads what the other writes.";
  }

  @Override
  public DrillResult run(DrillContext context) throws Exception {
    DebianPostgres postgres = context.postgres("scores");
    String url = postgres.newDatabase(ScoresDeployment.DATABASE);
    ServiceProcess old =
        context.start(
            context.options().isShort() ? earlier(context, postgres, url) : previous(context, url));
    if (context.options().isShort()) {
      // On an earlier schema the service is live but not ready.
      old.awaitOk("/health/liveness");
    } else {
      DrillContext.awaitReady(old);
    }
    long version = schemaVersion(postgres);
    var exchangeLog = new ExchangeLog();
    var writeLog = new WriteLog();
    var different = new AtomicLong();
    UsersDeployment users = context.users();
    long started = System.nanoTime();
    try (var before =
        Load.start(users.writers(0, CLIENTS, old.uri(), exchangeLog, writeLog, context.scope()))) {
      exchangeLog.awaitMore(20 * CLIENTS);
      ServiceProcess fresh = context.scores("scores-new", url, Map.of());
      DrillContext.awaitReady(fresh);
      // Ready once its own migrations are applied, whatever newer ones there are.
      DrillContext.awaitReady(old);
      List<Load.Step> both = new ArrayList<>();
      both.addAll(
          users.writers(CLIENTS, CLIENTS, fresh.uri(), exchangeLog, writeLog, context.scope()));
      both.add(crossReader(old.uri(), fresh.uri(), 1, context, exchangeLog, different));
      both.add(crossReader(fresh.uri(), old.uri(), 2, context, exchangeLog, different));
      try (var after = Load.start(both)) {
        exchangeLog.awaitMore(context.options().choose(500, 3000));
        after.stop();
      }
      before.stop();
    }
    long ended = System.nanoTime();
    List<String> violations = new ArrayList<>();
    List<TimedExchange> failed = exchangeLog.exchanges().filter(it -> !it.isSuccess()).toList();
    failed.stream().limit(5).forEach(it -> violations.add(it.toString()));
    Audit audit = new ScoresDeployment(postgres, old, users).audit(writeLog);
    violations.addAll(audit.findings());
    if (different.get() > 0) {
      violations.add(different + " × the other release did not return the written value");
    }
    return new DrillResult(
        name(),
        "%d clients write to each, 2 read from the other".formatted(CLIENTS),
        "migration from schema version %d to %d".formatted(version, schemaVersion(postgres)),
        audit.acknowledged(),
        audit.lost(),
        audit.wrong() + failed.size() + different.get(),
        exchangeLog.longestGap(TimedExchange::isSuccess, started, ended),
        violations);
  }

  private static CrossReplicaReader crossReader(
      URI one,
      URI other,
      int number,
      DrillContext context,
      ExchangeLog exchangeLog,
      AtomicLong different) {
    Optional<String> token = Optional.of(context.users().account(0).token());
    return new CrossReplicaReader(
        context.scope().add(new Client(one, token, exchangeLog)),
        context.scope().add(new Client(other, token, exchangeLog)),
        StoredScore.OTHERS + number,
        different);
  }

  private static long schemaVersion(DebianPostgres postgres) throws Exception {
    try (var connection = postgres.connect(ScoresDeployment.DATABASE);
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "select max(version::integer) from flyway_schema_history where success")) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /** This release on an earlier schema. */
  private static ServiceSpec earlier(DrillContext context, DebianPostgres postgres, String url)
      throws SQLException {
    Flyway.configure()
        .dataSource(postgres.jdbcUrl(ScoresDeployment.DATABASE, DebianPostgres.SERVICE), null, null)
        // As in Migrations: CREATE INDEX CONCURRENTLY waits for all transactions.
        .configuration(Map.of("flyway.postgresql.transactional.lock", "false"))
        .locations("filesystem:scores-persistence/src/main/resources/db/migration")
        .target(EARLIER_VERSION)
        .load()
        .migrate();
    try (var connection = postgres.connect(ScoresDeployment.DATABASE);
        var statement = connection.createStatement()) {
      statement.execute(COLUMNS);
    }
    return context.scoresSpec(OLD, url, Map.of("MIGRATE_ON_START", "false"));
  }

  /** The previous release, built from its commit unless it was built before. */
  private static ServiceSpec previous(DrillContext context, String url)
      throws InterruptedException {
    System.err.println("  building the previous release …");
    Path jar =
        Path.of(Command.run("testing/faults/previous").lines().toList().getLast()).toAbsolutePath();
    return context.scoresSpec(OLD, url, Map.of()).withJar(jar);
  }
}
