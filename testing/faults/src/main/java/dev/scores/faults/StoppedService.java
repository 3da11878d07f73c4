package dev.scores.faults;

import dev.scores.faults.TimedExchange.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** SIGTERM while clients write and read long lists. */
final class StoppedService implements Drill {

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
        + " ends within 10 s with status 0.";
  }

  @Override
  public Row run(Stage stage) throws Exception {
    int rounds = stage.form().of(3, 20);
    World world = stage.world();
    ListReader.fill(world.postgres(), ROWS);
    var journal = new Journal();
    var ledger = new Ledger();
    var door = new Door(world.scores().uri());
    List<Load.Step> clients =
        new ArrayList<>(world.writers(CLIENTS, journal, ledger, stage.scope()));
    for (int i = 0; i < READERS; i++) {
      var client = new Client(world.scores().uri(), Optional.empty(), journal);
      clients.add(new ListReader(stage.scope().add(client)));
    }
    clients.add(door);
    List<String> broken = new ArrayList<>();
    List<TimedExchange> failed = new ArrayList<>();
    Duration longest = Duration.ZERO;
    try (var load = Load.start(clients)) {
      ServiceProcess scores = world.scores();
      for (int round = 0; round < rounds; round++) {
        journal.awaitMore(20 * CLIENTS);
        long told = System.nanoTime();
        scores.terminate();
        int status = scores.exitStatus(Duration.ofSeconds(20));
        long ended = System.nanoTime();
        failed.addAll(failed(journal, told, ended));
        Duration took = Duration.ofNanos(ended - told);
        longest = took.compareTo(longest) > 0 ? took : longest;
        if (status != 0) {
          broken.add("it ended with status " + status);
        }
        if (Door.openedAgain(door.after(told)) > 0) {
          broken.add("somebody was let in after somebody had been refused");
        }
        scores = stage.scope().add(scores.again());
        scores.awaitReady();
      }
      load.stop();
    }
    if (longest.compareTo(TIME_TO_END) > 0) {
      broken.add("it took %d ms to end".formatted(longest.toMillis()));
    }
    failed.stream().limit(5).forEach(it -> broken.add(it.toString()));
    Audit audit = world.audit(ledger);
    broken.addAll(audit.findings());
    return new Row(
        name(),
        "%d clients write, %d read %d rows each time".formatted(CLIENTS, READERS, ROWS),
        rounds + " × SIGTERM",
        audit.acknowledged(),
        audit.lost(),
        audit.wrong() + failed.size(),
        longest,
        broken);
  }

  /** What was in flight, and was not answered as it should; refused a connection, it was not. */
  private static List<TimedExchange> failed(Journal journal, long told, long ended) {
    return journal
        .exchanges()
        .filter(it -> it.completed() - told > 0 && it.invoked() - ended < 0)
        .filter(it -> !it.isSuccess() && !(it.reply() instanceof Reply.NotSent))
        .toList();
  }
}
