package dev.scores.faults;

import java.util.ArrayList;
import java.util.List;

/** {@code kill -9} of the scores service while clients write, round after round. */
final class KilledService implements Drill {

  private static final int CLIENTS = 16;

  @Override
  public String name() {
    return "service-killed";
  }

  @Override
  public String promise() {
    return "After `kill -9` of the service every acknowledged write is there with the acknowledged"
        + " value, and no pair has two rows.";
  }

  @Override
  public Row run(Stage stage) throws Exception {
    int rounds = stage.form().of(4, 50);
    World world = stage.world();
    var journal = new Journal();
    var ledger = new Ledger();
    long started = System.nanoTime();
    ServiceProcess scores = world.scores();
    try (var load = Load.start(world.writers(CLIENTS, journal, ledger, stage.scope()))) {
      for (int round = 0; round < rounds; round++) {
        journal.awaitMore(10 * CLIENTS);
        scores.kill();
        scores = stage.scope().add(scores.again());
        scores.awaitReady();
      }
      journal.awaitMore(10 * CLIENTS);
      load.stop();
    }
    Audit audit = world.audit(ledger);
    List<String> broken = new ArrayList<>(audit.findings());
    long ended = System.nanoTime();
    return new Row(
        name(),
        CLIENTS + " clients write",
        rounds + " × kill -9",
        audit.acknowledged(),
        audit.lost(),
        audit.wrong(),
        journal.longestGap(TimedExchange::isSuccess, started, ended),
        broken);
  }
}
