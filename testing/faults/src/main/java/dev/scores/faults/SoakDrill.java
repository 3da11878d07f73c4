package dev.scores.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs a mixed load for a long time and compares the service's resources at its begin and end. */
final class SoakDrill implements Drill {

  private static final int WRITERS = 8;
  private static final int DUPLICATE_WRITERS = 8;
  private static final double MAX_CHANGE = 0.05;

  /** Tolerated differences, for values of which 5 % are less than one thread or connection. */
  private static final ResourceSnapshot TOLERANCE = new ResourceSnapshot(3, 0, 12, 1_000_000);

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
  public boolean mayRunBesideAnother() {
    return false;
  }

  @Override
  public DrillResult run(DrillContext context) throws Exception {
    Duration total = Duration.ofMinutes(context.options().minutes());
    Duration first =
        Duration.ofMinutes(2).compareTo(total.dividedBy(2)) < 0
            ? Duration.ofMinutes(2)
            : total.dividedBy(2);
    ScoresDeployment deployment = context.deploy();
    var exchangeLog = new ExchangeLog();
    var writeLog = new WriteLog();
    List<Load.Step> clients =
        new ArrayList<>(deployment.writers(WRITERS, exchangeLog, writeLog, context.scope()));
    for (int i = WRITERS; i < WRITERS + DUPLICATE_WRITERS; i++) {
      UserAccount account = deployment.users().account(i);
      var client = new Client(deployment.scores().uri(), Optional.of(account.token()), exchangeLog);
      clients.add(new DuplicateWriter(context.scope().add(client), account, i, writeLog));
    }
    long started = System.nanoTime();
    Load.run(clients, first);
    long paused = System.nanoTime();
    ResourceSnapshot early =
        ResourceSnapshot.of(deployment.scores(), deployment.postgres(), context.directory());
    long again = System.nanoTime();
    Load.run(clients, total.minus(first));
    long ended = System.nanoTime();
    ResourceSnapshot late =
        ResourceSnapshot.of(deployment.scores(), deployment.postgres(), context.directory());

    Audit audit = deployment.audit(writeLog);
    List<String> violations = new ArrayList<>(audit.findings());
    violations.addAll(early.differences(late, MAX_CHANGE, TOLERANCE));
    List<TimedExchange> failed = exchangeLog.exchanges().filter(it -> !isExpected(it)).toList();
    failed.stream().limit(5).forEach(it -> violations.add(it.toString()));
    Duration before = exchangeLog.longestGap(TimedExchange::isSuccess, started, paused);
    Duration after = exchangeLog.longestGap(TimedExchange::isSuccess, again, ended);
    return new DrillResult(
        name(),
        "%d clients write, %d add everything twice and read, %d min"
            .formatted(WRITERS, DUPLICATE_WRITERS, total.toMinutes()),
        "none; %s, then %s".formatted(early.text(), late.text()),
        audit.acknowledged(),
        audit.lost(),
        audit.wrong() + failed.size(),
        after.compareTo(before) > 0 ? after : before,
        violations);
  }

  private static boolean isExpected(TimedExchange exchange) {
    return exchange.isSuccess() || exchange.status() == 400;
  }
}
