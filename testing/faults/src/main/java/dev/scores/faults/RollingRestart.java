package dev.scores.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Two replicas behind a proxy, restarted one after the other while clients write. */
final class RollingRestart implements Drill {

  private static final int CLIENTS = 16;

  /** What an operator gives the proxy to see that a replica is back. */
  private static final Duration UNTIL_IT_IS_SEEN = Duration.ofSeconds(2);

  @Override
  public String name() {
    return "rolling-restart";
  }

  @Override
  public String promise() {
    return "Two replicas behind HAProxy, restarted one after the other under load: not one failed"
        + " request.";
  }

  @Override
  public Row run(Stage stage) throws Exception {
    int rounds = stage.form().of(1, 5);
    DebianPostgres postgres = stage.postgres("scores");
    String url = postgres.newDatabase(World.DATABASE);
    List<ServiceProcess> replicas = new ArrayList<>();
    for (String name : List.of("scores-a", "scores-b")) {
      replicas.add(stage.scores(name, url, Map.of()));
    }
    for (ServiceProcess replica : replicas) {
      replica.awaitReady();
    }
    var proxy =
        stage
            .scope()
            .add(
                Haproxy.before(
                    replicas.getFirst().uri(), replicas.getLast().uri(), stage.directory()));
    Thread.sleep(UNTIL_IT_IS_SEEN);
    var journal = new Journal();
    var ledger = new Ledger();
    List<String> broken = new ArrayList<>();
    long started = System.nanoTime();
    var writers = stage.users().writers(0, CLIENTS, proxy.uri(), journal, ledger, stage.scope());
    try (var load = Load.start(writers)) {
      for (int round = 0; round < rounds; round++) {
        for (int i = 0; i < replicas.size(); i++) {
          journal.awaitMore(20 * CLIENTS);
          replicas.get(i).terminate();
          int status = replicas.get(i).exitStatus(Duration.ofSeconds(20));
          if (status != 0) {
            broken.add("a replica ended with status " + status);
          }
          replicas.set(i, stage.scope().add(replicas.get(i).again()));
          replicas.get(i).awaitReady();
          Thread.sleep(UNTIL_IT_IS_SEEN);
        }
      }
      load.stop();
    }
    long ended = System.nanoTime();
    List<TimedExchange> failed = journal.exchanges().filter(it -> !it.isSuccess()).toList();
    failed.stream().limit(5).forEach(it -> broken.add(it.toString()));
    var world = new World(postgres, replicas.getFirst(), stage.users());
    Audit audit = world.audit(ledger);
    broken.addAll(audit.findings());
    return new Row(
        name(),
        CLIENTS + " clients write through HAProxy",
        2 * rounds + " × SIGTERM and restart",
        audit.acknowledged(),
        audit.lost(),
        audit.wrong() + failed.size(),
        journal.longestGap(TimedExchange::isSuccess, started, ended),
        broken);
  }
}
