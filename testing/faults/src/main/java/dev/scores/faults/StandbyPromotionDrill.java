package dev.scores.faults;

import dev.scores.devservices.ServiceProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Kills the primary and promotes the synchronous standby while clients write. */
final class StandbyPromotionDrill implements Drill {

  private static final int CLIENTS = 16;
  private static final Duration MAX_FAILOVER = Duration.ofSeconds(5);

  @Override
  public String name() {
    return "standby-takes-over";
  }

  @Override
  public String promise() {
    return "With two hosts in `DATABASE_URL`, the primary is killed with `kill -9` and the synchronous"
        + " standby promoted under load: writes resume within 5 s of the promotion, and no acknowledged"
        + " write is lost.";
  }

  @Override
  public DrillResult run(DrillContext context) throws Exception {
    DebianPostgres primary = context.postgres("primary");
    primary.newDatabase(ScoresDeployment.DATABASE);
    DebianPostgres standby = context.scope().add(primary.standby("standby"));
    primary.makeSynchronous("standby");
    String both =
        "postgres://%s@%s,%s/%s"
            .formatted(
                DebianPostgres.SERVICE,
                primary.address(),
                standby.address(),
                ScoresDeployment.DATABASE);
    ServiceProcess scores = context.scores("scores", both, Map.of());
    DrillContext.awaitReady(scores);
    var exchangeLog = new ExchangeLog();
    var writeLog = new WriteLog();
    var deployment = new ScoresDeployment(standby, scores, context.users());
    long started = System.nanoTime();
    long killed;
    long promoted;
    try (var load =
        Load.start(deployment.writers(CLIENTS, exchangeLog, writeLog, context.scope()))) {
      exchangeLog.awaitMore(50 * CLIENTS);
      killed = System.nanoTime();
      primary.kill();
      // Simulates the time until the failure is detected.
      Thread.sleep(Duration.ofSeconds(2));
      promoted = standby.promote();
      Thread.sleep(MAX_FAILOVER);
      exchangeLog.awaitMore(10 * CLIENTS);
      load.stop();
    }
    long ended = System.nanoTime();
    Duration resumed = exchangeLog.recoveryTime(promoted, TimedExchange::isSuccess);
    List<String> violations = new ArrayList<>();
    if (resumed.compareTo(MAX_FAILOVER) > 0) {
      violations.add("writes resumed %d ms after the promotion".formatted(resumed.toMillis()));
    }
    List<TimedExchange> wrong =
        exchangeLog.began(killed, promoted).filter(it -> !Outage.isAllowed(it)).toList();
    wrong.stream().limit(5).forEach(it -> violations.add(it.toString()));
    Audit audit = deployment.audit(writeLog);
    violations.addAll(audit.findings());
    return new DrillResult(
        name(),
        CLIENTS + " clients write",
        "kill -9 of the primary, promotion 2 s later (recovered %d ms after it)"
            .formatted(resumed.toMillis()),
        audit.acknowledged(),
        audit.lost(),
        audit.wrong() + wrong.size(),
        exchangeLog.longestGap(TimedExchange::isSuccess, started, ended),
        violations);
  }
}
