package dev.scores.faults;

import dev.scores.devservices.ServiceProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Restarts two replicas behind a proxy, one after the other, while clients write. */
final class RollingRestartDrill implements Drill {

  private static final int CLIENTS = 16;

  /** As in production: the proxy needs a moment to notice that a replica stops. */
  private static final Map<String, String> SETTINGS =
      Map.of("DRAIN_DELAY", "5s", "TRUSTED_PROXIES", "127.0.0.1");

  @Override
  public String name() {
    return "rolling-restart";
  }

  @Override
  public String promise() {
    return "Two replicas behind HAProxy are restarted one after the other under load: no request"
        + " fails.";
  }

  @Override
  public DrillResult run(DrillContext context) throws Exception {
    int rounds = context.options().choose(1, 5);
    DebianPostgres postgres = context.postgres("scores");
    String url = postgres.newDatabase(ScoresDeployment.DATABASE);
    List<ServiceProcess> replicas = new ArrayList<>();
    for (String name : List.of("scores-a", "scores-b")) {
      replicas.add(context.scores(name, url, SETTINGS));
    }
    for (ServiceProcess replica : replicas) {
      DrillContext.awaitReady(replica);
    }
    var proxy =
        context
            .scope()
            .add(
                Haproxy.before(
                    replicas.getFirst().uri(),
                    replicas.getLast().uri(),
                    context.users().uri(),
                    context.directory()));
    proxy.awaitBoth();
    var exchangeLog = new ExchangeLog();
    var writeLog = new WriteLog();
    List<String> violations = new ArrayList<>();
    long started = System.nanoTime();
    var writers =
        context.users().writers(0, CLIENTS, proxy.uri(), exchangeLog, writeLog, context.scope());
    try (var load = Load.start(writers)) {
      for (int round = 0; round < rounds; round++) {
        for (int i = 0; i < replicas.size(); i++) {
          exchangeLog.awaitMore(20 * CLIENTS);
          replicas.get(i).terminate();
          int status = replicas.get(i).awaitExit(Duration.ofSeconds(20));
          if (status != 0) {
            violations.add("a replica ended with status " + status);
          }
          replicas.set(i, context.scope().add(replicas.get(i).restart()));
          DrillContext.awaitReady(replicas.get(i));
          proxy.awaitBoth();
        }
      }
      load.stop();
    }
    long ended = System.nanoTime();
    List<TimedExchange> failed = exchangeLog.exchanges().filter(it -> !it.isSuccess()).toList();
    failed.stream().limit(5).forEach(it -> violations.add(it.toString()));
    var deployment = new ScoresDeployment(postgres, replicas.getFirst(), context.users());
    Audit audit = deployment.audit(writeLog);
    violations.addAll(audit.findings());
    return new DrillResult(
        name(),
        CLIENTS + " clients write through HAProxy",
        2 * rounds + " × SIGTERM and restart",
        audit.acknowledged(),
        audit.lost(),
        audit.wrong() + failed.size(),
        exchangeLog.longestGap(TimedExchange::isSuccess, started, ended),
        violations);
  }
}
