package dev.scores.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A mixed load for a long time, after which the service must be as it was at its beginning. */
final class Soak implements Drill {

  private static final int WRITERS = 8;
  private static final int REPEATERS = 8;
  private static final double PART = 0.05;

  /** 5 % of these are less than one connection of a client's, or one thread of the JVM's own. */
  private static final ResourceSnapshot FEW = new ResourceSnapshot(3, 0, 12, 1_000_000);

  @Override
  public String name() {
    return "soak";
  }

  @Override
  public String promise() {
    return "After 10 minutes of mixed load, half the POSTs conflicting, the heap after a full"
        + " collection, threads, connections and file descriptors differ by less than 5 % from those"
        + " of minute 2 (or by 1 MB, 3 threads, 12 file descriptors).";
  }

  @Override
  public boolean isInShortForm() {
    return false;
  }

  @Override
  public Row run(Stage stage) throws Exception {
    Duration whole = Duration.ofMinutes(stage.form().minutes());
    Duration first =
        Duration.ofMinutes(2).compareTo(whole.dividedBy(2)) < 0
            ? Duration.ofMinutes(2)
            : whole.dividedBy(2);
    World world = stage.world();
    var journal = new Journal();
    var ledger = new Ledger();
    List<Load.Step> clients =
        new ArrayList<>(world.writers(WRITERS, journal, ledger, stage.scope()));
    for (int i = WRITERS; i < WRITERS + REPEATERS; i++) {
      Account account = world.users().account(i);
      var client = new Client(world.scores().uri(), Optional.of(account.token()), journal);
      clients.add(new Repeater(stage.scope().add(client), account, i, ledger));
    }
    long started = System.nanoTime();
    Load.run(clients, first);
    long paused = System.nanoTime();
    ResourceSnapshot early =
        ResourceSnapshot.of(world.scores(), world.postgres(), stage.directory());
    long again = System.nanoTime();
    Load.run(clients, whole.minus(first));
    long ended = System.nanoTime();
    ResourceSnapshot late =
        ResourceSnapshot.of(world.scores(), world.postgres(), stage.directory());

    Audit audit = world.audit(ledger);
    List<String> broken = new ArrayList<>(audit.findings());
    broken.addAll(early.differences(late, PART, FEW));
    List<TimedExchange> failed = journal.exchanges().filter(it -> !isExpected(it)).toList();
    failed.stream().limit(5).forEach(it -> broken.add(it.toString()));
    Duration before = journal.longestGap(TimedExchange::isSuccess, started, paused);
    Duration after = journal.longestGap(TimedExchange::isSuccess, again, ended);
    return new Row(
        name(),
        "%d clients write, %d add everything twice and read, %d min"
            .formatted(WRITERS, REPEATERS, whole.toMinutes()),
        "none; %s, then %s".formatted(early.text(), late.text()),
        audit.acknowledged(),
        audit.lost(),
        audit.wrong() + failed.size(),
        after.compareTo(before) > 0 ? after : before,
        broken);
  }

  private static boolean isExpected(TimedExchange exchange) {
    return exchange.isSuccess() || exchange.status() == 400;
  }
}
