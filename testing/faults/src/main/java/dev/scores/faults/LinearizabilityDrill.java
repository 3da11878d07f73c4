package dev.scores.faults;

import dev.scores.faults.linearizability.CachedReads;
import dev.scores.faults.linearizability.Call;
import dev.scores.faults.linearizability.CheckThenInsert;
import dev.scores.faults.linearizability.CheckedStore;
import dev.scores.faults.linearizability.History;
import dev.scores.faults.linearizability.LinearizabilityChecker;
import dev.scores.faults.linearizability.RandomClients;
import dev.scores.faults.linearizability.RandomClients.Disruption;
import dev.scores.faults.linearizability.ScoreKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Runs many clients on few scores at once and checks that their histories are linearizable. The
 * checker first has to find two planted faults.
 */
final class LinearizabilityDrill implements Drill {

  private static final int CLIENTS = 32;
  private static final int OPERATIONS = 16;

  /** How many scores the clients of a history share, in turns. */
  private static final List<Integer> KEYS = List.of(1, 3, 6);

  private static final int BETWEEN_RESTARTS_SHORT = 10;
  private static final int BETWEEN_RESTARTS = 20;

  private static final Duration TIME_TO_RECOVER = Duration.ofSeconds(30);

  @Override
  public String name() {
    return "linearizable";
  }

  @Override
  public String promise() {
    return "Each score is linearizable, also across restarts of the database: an acknowledged write is"
        + " visible to every later read, takes effect once and is never lost.";
  }

  @Override
  public DrillResult run(DrillContext context) throws Exception {
    int histories = context.options().choose(20, 300);
    // Every this many histories the database is restarted in the middle of one.
    int betweenRestarts = context.options().choose(BETWEEN_RESTARTS_SHORT, BETWEEN_RESTARTS);
    ScoresDeployment deployment = context.deploy();
    var store = new HttpStore(deployment.scores().uri(), deployment.users().accounts());
    context.scope().add(store);
    var tally = new Result();
    List<String> violations = new ArrayList<>(missedPlantedFaults(deployment, store));
    for (int i = 1; i <= histories; i++) {
      RandomClients clients =
          new RandomClients(CLIENTS, OPERATIONS, keys(deployment, i, KEYS.get(i % KEYS.size())), i);
      if (i % betweenRestarts == 0) {
        tally.add(clients.run(store, restart(deployment, i % (2 * betweenRestarts) == 0)), true);
      } else {
        tally.add(clients.run(store), false);
      }
    }
    violations.addAll(tally.violations());
    return new DrillResult(
        name(),
        "%d clients; %d of %d histories of %d operations, %d unanswered, accepted"
            .formatted(CLIENTS, tally.accepted, histories, tally.operations, tally.unknown),
        "%d × database restarted, %d of them kill -9; 2 planted faults"
            .formatted(histories / betweenRestarts, histories / betweenRestarts / 2),
        tally.acknowledged,
        0,
        histories - tally.accepted,
        tally.longestGap,
        violations);
  }

  /** Returns unused keys; accounts rotate, and two exercises share an account. */
  private static List<ScoreKey> keys(ScoresDeployment deployment, int history, int number) {
    List<UserAccount> accounts = deployment.users().accounts();
    return IntStream.range(0, number)
        .mapToObj(
            n ->
                new ScoreKey(
                    accounts.get((history + n / 2) % accounts.size()).id(), history * 10 + n + 1))
        .toList();
  }

  private static Disruption restart(ScoresDeployment deployment, boolean killed) {
    return () -> {
      if (killed) {
        deployment.postgres().kill();
      } else {
        deployment.postgres().stopFast();
      }
      deployment.postgres().start();
      try (var client = new Client(deployment.scores().uri())) {
        Await.until(
            "the service to be ready again",
            TIME_TO_RECOVER,
            () -> client.get("/health/readiness").status() == 200);
      }
    };
  }

  /** Runs the checker on planted faults and returns those that it missed. */
  private static List<String> missedPlantedFaults(ScoresDeployment deployment, CheckedStore store)
      throws Exception {
    List<String> missed = new ArrayList<>();
    RandomClients clients = new RandomClients(CLIENTS, OPERATIONS, keys(deployment, 0, 3), 0);
    if (LinearizabilityChecker.violation(clients.run(new CachedReads(store))).isEmpty()) {
      missed.add("the checker did not find a cached read");
    }
    if (LinearizabilityChecker.violation(concurrentUpserts(keys(deployment, 0, 4).getLast(), store))
        .isEmpty()) {
      missed.add("the checker did not find an upsert that checks and then inserts");
    }
    return missed;
  }

  /** Records two upserts that both find no score before either inserts. */
  private static History concurrentUpserts(ScoreKey key, CheckedStore store) throws Exception {
    var both = new CyclicBarrier(2);
    CheckedStore faulty =
        new CheckThenInsert(
            store,
            () -> {
              try {
                both.await(10, TimeUnit.SECONDS);
              } catch (Exception alone) {
                throw new IllegalStateException(alone);
              }
            });
    var history = new History();
    Thread other = Thread.ofPlatform().start(() -> upsert(history, 1, key, faulty));
    upsert(history, 2, key, faulty);
    other.join();
    return history;
  }

  private static void upsert(History history, int client, ScoreKey key, CheckedStore store) {
    history.record(client, key, new Call.Upsert(true), store);
  }

  /** Totals of all histories. */
  private static final class Result {

    /**
     * Largest share without a response in undisturbed histories: a service that never responds
     * would pass any check.
     */
    private static final double MAX_UNANSWERED = 0.01;

    private int accepted;
    private long operations;
    private long unknown;
    private long undisturbed;
    private long undisturbedUnknown;
    private long acknowledged;
    private Duration longestGap = Duration.ZERO;
    private final List<String> violations = new ArrayList<>();

    void add(History history, boolean interrupted) {
      operations += history.size();
      unknown += history.unknown();
      acknowledged += history.acknowledged();
      if (history.longestGap().compareTo(longestGap) > 0) {
        longestGap = history.longestGap();
      }
      if (!interrupted) {
        undisturbed += history.size();
        undisturbedUnknown += history.unknown();
      }
      LinearizabilityChecker.violation(history).ifPresentOrElse(violations::add, () -> accepted++);
    }

    List<String> violations() {
      List<String> all = new ArrayList<>(violations);
      if (undisturbedUnknown > MAX_UNANSWERED * undisturbed) {
        all.add(
            "%d of %d operations got no response although nothing was broken"
                .formatted(undisturbedUnknown, undisturbed));
      }
      return all;
    }
  }
}
