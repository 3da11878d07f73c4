package dev.scores.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The primary is killed, and the synchronous standby made the primary, while clients write. */
final class StandbyTakesOver implements Drill {

  private static final int CLIENTS = 16;
  private static final Duration UNTIL_WRITES_RESUME = Duration.ofSeconds(5);

  @Override
  public String name() {
    return "standby-takes-over";
  }

  @Override
  public String promise() {
    return "With `DATABASE_URL` naming two hosts, the primary killed with `kill -9` and the"
        + " synchronous standby promoted under load: writes resume within 5 s of the promotion, and"
        + " no acknowledged write is missing.";
  }

  @Override
  public Row run(Stage stage) throws Exception {
    DebianPostgres primary = stage.postgres("primary");
    primary.newDatabase(World.DATABASE);
    DebianPostgres standby = stage.scope().add(primary.standby("standby"));
    primary.waitFor("standby");
    String both =
        "postgres://%s@%s,%s/%s"
            .formatted(
                DebianPostgres.SERVICE, primary.address(), standby.address(), World.DATABASE);
    ServiceProcess scores = stage.scores("scores", both, Map.of());
    scores.awaitReady();
    var journal = new Journal();
    var ledger = new Ledger();
    var world = new World(standby, scores, stage.users());
    long started = System.nanoTime();
    long killed;
    long promoted;
    try (var load = Load.start(world.writers(CLIENTS, journal, ledger, stage.scope()))) {
      journal.awaitMore(50 * CLIENTS);
      killed = System.nanoTime();
      primary.kill();
      // Until somebody has decided that it does not come back.
      Thread.sleep(Duration.ofSeconds(2));
      promoted = standby.promote();
      Thread.sleep(UNTIL_WRITES_RESUME);
      journal.awaitMore(10 * CLIENTS);
      load.stop();
    }
    long ended = System.nanoTime();
    Duration resumed = journal.wholeAfter(promoted, TimedExchange::isSuccess);
    List<String> broken = new ArrayList<>();
    if (resumed.compareTo(UNTIL_WRITES_RESUME) > 0) {
      broken.add("writes resumed %d ms after the promotion".formatted(resumed.toMillis()));
    }
    List<TimedExchange> wrong =
        journal.asked(killed, promoted).filter(it -> !Outage.isAllowed(it)).toList();
    wrong.stream().limit(5).forEach(it -> broken.add(it.toString()));
    Audit audit = world.audit(ledger);
    broken.addAll(audit.findings());
    return new Row(
        name(),
        CLIENTS + " clients write",
        "kill -9 of the primary, promotion 2 s later (whole %d ms after it)"
            .formatted(resumed.toMillis()),
        audit.acknowledged(),
        audit.lost(),
        audit.wrong() + wrong.size(),
        journal.longestGap(TimedExchange::isSuccess, started, ended),
        broken);
  }
}
