package dev.scores.faults;

import dev.scores.devservices.ServiceProcess;
import dev.scores.faults.TimedExchange.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sends SIGTERM while clients write and read long lists. */
final class ServiceStopDrill implements Drill {

  private static final int CLIENTS = 16;
  private static final int READERS = 2;
  private static final int ROWS = 50_000;
  private static final Duration TIME_TO_END = Duration.ofSeconds(10);

  @Override
  public String name() {
    return "service-stopped";
  }

  @Override
  public String promise() {
    return "After SIGTERM no request in flight fails, new connections are refused, and the service"
        + " exits within 10 s with status 0.";
  }

  @Override
  public DrillResult run(DrillContext context) throws Exception {
    int rounds = context.options().choose(2, 20);
    ScoresDeployment deployment = context.deploy();
    ListReader.fill(deployment.postgres(), ROWS);
    var exchangeLog = new ExchangeLog();
    var writeLog = new WriteLog();
    var connectionProbe = new ConnectionProbe(deployment.scores().uri());
    List<Load.Step> clients =
        new ArrayList<>(deployment.writers(CLIENTS, exchangeLog, writeLog, context.scope()));
    for (int i = 0; i < READERS; i++) {
      var client = new Client(deployment.scores().uri(), Optional.empty(), exchangeLog);
      clients.add(new ListReader(context.scope().add(client)));
    }
    clients.add(connectionProbe);
    List<String> violations = new ArrayList<>();
    List<TimedExchange> failed = new ArrayList<>();
    Duration longest = Duration.ZERO;
    try (var load = Load.start(clients)) {
      ServiceProcess scores = deployment.scores();
      for (int round = 0; round < rounds; round++) {
        exchangeLog.awaitMore(20 * CLIENTS);
        long signalled = System.nanoTime();
        scores.terminate();
        int status = scores.awaitExit(Duration.ofSeconds(20));
        long ended = System.nanoTime();
        failed.addAll(failed(exchangeLog, signalled, ended));
        Duration took = Duration.ofNanos(ended - signalled);
        longest = took.compareTo(longest) > 0 ? took : longest;
        if (status != 0) {
          violations.add("the service exited with " + status);
        }
        if (ConnectionProbe.acceptedAfterRefusal(connectionProbe.after(signalled)) > 0) {
          violations.add("a connection was accepted after one had been refused");
        }
        scores = context.scope().add(scores.restart());
        DrillContext.awaitReady(scores);
      }
      load.stop();
    }
    if (longest.compareTo(TIME_TO_END) > 0) {
      violations.add("the service took %d ms to end".formatted(longest.toMillis()));
    }
    failed.stream().limit(5).forEach(it -> violations.add(it.toString()));
    Audit audit = deployment.audit(writeLog);
    violations.addAll(audit.findings());
    return new DrillResult(
        name(),
        "%d clients write, %d read %d rows each time".formatted(CLIENTS, READERS, ROWS),
        rounds + " × SIGTERM",
        audit.acknowledged(),
        audit.lost(),
        audit.wrong() + failed.size(),
        longest,
        violations);
  }

  /** Failed requests that were in flight at SIGTERM; a refused connection was not. */
  private static List<TimedExchange> failed(ExchangeLog exchangeLog, long signalled, long ended) {
    return exchangeLog
        .exchanges()
        .filter(it -> it.completed() - signalled > 0 && it.invoked() - ended < 0)
        .filter(it -> !it.isSuccess() && !(it.reply() instanceof Reply.NotSent))
        .toList();
  }
}
