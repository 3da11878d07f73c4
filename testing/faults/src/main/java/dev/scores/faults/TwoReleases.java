package dev.scores.faults;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.flywaydb.core.Flyway;

/**
 * A new release migrates the database and serves beside the old one, which is under load. The old
 * one is the jar of an earlier commit; in the short form this release before its last migration.
 */
final class TwoReleases implements Drill {

  private static final int CLIENTS = 8;
  private static final String OLD = "scores-old";

  /** Of this release: what is migrated later is migrated under load. */
  private static final String EARLIER_LEVEL = "2";

  @Override
  public String name() {
    return "two-releases";
  }

  @Override
  public String promise() {
    return "The new release migrates the database beside the old one under load: no request fails"
        + " on either, both are ready, and both read what the other writes.";
  }

  @Override
  public Row run(Stage stage) throws Exception {
    DebianPostgres postgres = stage.postgres("scores");
    String url = postgres.newDatabase(World.DATABASE);
    ServiceProcess old =
        stage.start(stage.form().isShort() ? earlier(stage, postgres, url) : previous(stage, url));
    if (stage.form().isShort()) {
      // On the tables of an earlier release, so it serves but is not ready.
      old.awaitLive();
    } else {
      old.awaitReady();
    }
    long level = level(postgres);
    var journal = new Journal();
    var ledger = new Ledger();
    var different = new AtomicLong();
    UsersService users = stage.users();
    long started = System.nanoTime();
    try (var before =
        Load.start(users.writers(0, CLIENTS, old.uri(), journal, ledger, stage.scope()))) {
      journal.awaitMore(20 * CLIENTS);
      ServiceProcess fresh = stage.scores("scores-new", url, Map.of());
      fresh.awaitReady();
      // Its own migrations are applied, and those of a newer release do not matter.
      old.awaitReady();
      List<Load.Step> both = new ArrayList<>();
      both.addAll(users.writers(CLIENTS, CLIENTS, fresh.uri(), journal, ledger, stage.scope()));
      both.add(elsewhere(old.uri(), fresh.uri(), 1, stage, journal, different));
      both.add(elsewhere(fresh.uri(), old.uri(), 2, stage, journal, different));
      try (var after = Load.start(both)) {
        journal.awaitMore(stage.form().of(500, 3000));
        after.stop();
      }
      before.stop();
    }
    long ended = System.nanoTime();
    List<String> broken = new ArrayList<>();
    List<TimedExchange> failed = journal.exchanges().filter(it -> !it.isSuccess()).toList();
    failed.stream().limit(5).forEach(it -> broken.add(it.toString()));
    Audit audit = new World(postgres, old, users).audit(ledger);
    broken.addAll(audit.findings());
    if (different.get() > 0) {
      broken.add(different + " × the other release had not what was written");
    }
    return new Row(
        name(),
        "%d clients write on each, 2 read at the other".formatted(CLIENTS),
        "migration from level %d to %d".formatted(level, level(postgres)),
        audit.acknowledged(),
        audit.lost(),
        audit.wrong() + failed.size() + different.get(),
        journal.longestGap(TimedExchange::isSuccess, started, ended),
        broken);
  }

  private static ReadElsewhere elsewhere(
      URI one, URI other, int number, Stage stage, Journal journal, AtomicLong different) {
    Optional<String> token = Optional.of(stage.users().account(0).token());
    return new ReadElsewhere(
        stage.scope().add(new Client(one, token, journal)),
        stage.scope().add(new Client(other, token, journal)),
        Stored.OTHERS + number,
        different);
  }

  private static long level(DebianPostgres postgres) throws Exception {
    try (var connection = postgres.connect(World.DATABASE);
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "select max(version::integer) from flyway_schema_history where success")) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /** This release on the tables of an earlier one. */
  private static ServiceProcess.Plan earlier(Stage stage, DebianPostgres postgres, String url) {
    Flyway.configure()
        .dataSource(postgres.jdbcUrl(World.DATABASE, DebianPostgres.SERVICE), null, null)
        .locations("filesystem:scores-persistence/src/main/resources/db/migration")
        .target(EARLIER_LEVEL)
        .load()
        .migrate();
    return stage.scoresPlan(OLD, url, Map.of("MIGRATE_ON_START", "false"));
  }

  /** Built from an earlier commit, or found where it was built before. */
  private static ServiceProcess.Plan previous(Stage stage, String url) throws InterruptedException {
    System.err.println("  building the previous release …");
    Path jar =
        Path.of(Command.run("testing/faults/previous").lines().toList().getLast()).toAbsolutePath();
    return stage.scoresPlan(OLD, url, Map.of()).with(jar);
  }
}
