package dev.scores.faults;

import dev.scores.devservices.ServiceProcess;
import java.util.ArrayList;
import java.util.List;

/** Kills the scores service with {@code kill -9} while clients write, several times. */
final class ServiceKillDrill implements Drill {

  private static final int CLIENTS = 16;

  @Override
  public String name() {
    return "service-killed";
  }

  @Override
  public String promise() {
    return "After `kill -9` of the service every acknowledged write is stored with its value, and each"
        + " score has one row.";
  }

  @Override
  public DrillResult run(DrillContext context) throws Exception {
    int rounds = context.options().choose(2, 50);
    ScoresDeployment deployment = context.deploy();
    var exchangeLog = new ExchangeLog();
    var writeLog = new WriteLog();
    long started = System.nanoTime();
    ServiceProcess scores = deployment.scores();
    try (var load =
        Load.start(deployment.writers(CLIENTS, exchangeLog, writeLog, context.scope()))) {
      for (int round = 0; round < rounds; round++) {
        exchangeLog.awaitMore(10 * CLIENTS);
        scores.kill();
        scores = context.scope().add(scores.restart());
        DrillContext.awaitReady(scores);
      }
      exchangeLog.awaitMore(10 * CLIENTS);
      load.stop();
    }
    Audit audit = deployment.audit(writeLog);
    List<String> violations = new ArrayList<>(audit.findings());
    long ended = System.nanoTime();
    return new DrillResult(
        name(),
        CLIENTS + " clients write",
        rounds + " × kill -9",
        audit.acknowledged(),
        audit.lost(),
        audit.wrong(),
        exchangeLog.longestGap(TimedExchange::isSuccess, started, ended),
        violations);
  }
}
