package dev.scores.faults;

import dev.scores.faults.linearizability.CachedReads;
import dev.scores.faults.linearizability.Call;
import dev.scores.faults.linearizability.CheckThenInsert;
import dev.scores.faults.linearizability.Clients;
import dev.scores.faults.linearizability.Clients.Interruption;
import dev.scores.faults.linearizability.History;
import dev.scores.faults.linearizability.Judge;
import dev.scores.faults.linearizability.Judged;
import dev.scores.faults.linearizability.Key;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Many clients ask for few scores at once, and a judge says whether there is an order that explains
 * what they saw. First it has to find two faults that are planted before the service.
 */
final class LinearizableScores implements Drill {

  private static final int CLIENTS = 32;
  private static final int EACH = 16;

  /** Everybody for one score, or for a few. */
  private static final List<Integer> KEYS = List.of(1, 3, 6);

  /** Every so many histories the database is restarted in the middle. */
  private static final int BETWEEN_RESTARTS = 20;

  private static final Duration TIME_TO_RECOVER = Duration.ofSeconds(30);

  @Override
  public String name() {
    return "linearizable";
  }

  @Override
  public String promise() {
    return "Each score behaves as if there were one client: a write is seen by whoever asks after it"
        + " was answered, happens once, and is never lost, whether the database is restarted or not.";
  }

  @Override
  public Row run(Stage stage) throws Exception {
    int histories = stage.form().of(40, 300);
    World world = stage.world();
    var judged = new ScoresOverHttp(world.scores().uri(), world.users().accounts());
    stage.scope().add(judged);
    var tally = new Tally();
    List<String> broken = new ArrayList<>(missedFaults(world, judged));
    for (int i = 1; i <= histories; i++) {
      Clients clients = new Clients(CLIENTS, EACH, keys(world, i, KEYS.get(i % KEYS.size())), i);
      if (i % BETWEEN_RESTARTS == 0) {
        tally.add(clients.run(judged, restart(world, i % (2 * BETWEEN_RESTARTS) == 0)), true);
      } else {
        tally.add(clients.run(judged), false);
      }
    }
    broken.addAll(tally.broken());
    return new Row(
        name(),
        "%d clients; %d of %d histories of %d operations, %d unanswered, accepted"
            .formatted(CLIENTS, tally.accepted, histories, tally.operations, tally.unknown),
        "%d × database restarted, %d of them kill -9; 2 planted faults"
            .formatted(histories / BETWEEN_RESTARTS, histories / BETWEEN_RESTARTS / 2),
        tally.acknowledged,
        0,
        histories - tally.accepted,
        tally.longestGap,
        broken);
  }

  /** Keys that nobody has used; the accounts take turns, and two exercises share one. */
  private static List<Key> keys(World world, int history, int number) {
    List<Account> accounts = world.users().accounts();
    return IntStream.range(0, number)
        .mapToObj(
            n ->
                new Key(
                    accounts.get((history + n / 2) % accounts.size()).id(), history * 10 + n + 1))
        .toList();
  }

  private static Interruption restart(World world, boolean killed) {
    return () -> {
      if (killed) {
        world.postgres().kill();
      } else {
        world.postgres().stopFast();
      }
      world.postgres().start();
      try (var client = new Client(world.scores().uri())) {
        Patience.until(
            "the service is ready again",
            TIME_TO_RECOVER,
            () -> client.get("/health/readiness").status() == 200);
      }
    };
  }

  /** A judge that finds none of what is planted would accept anything. */
  private static List<String> missedFaults(World world, Judged judged) throws Exception {
    List<String> missed = new ArrayList<>();
    Clients clients = new Clients(CLIENTS, EACH, keys(world, 0, 3), 0);
    if (Judge.complaint(clients.run(new CachedReads(judged))).isEmpty()) {
      missed.add("the judge did not find a cached read");
    }
    if (Judge.complaint(checkedThenInserted(keys(world, 0, 4).getLast(), judged)).isEmpty()) {
      missed.add("the judge did not find an upsert that checks and then inserts");
    }
    return missed;
  }

  /** Two upserts that both have found nothing before one of them inserts. */
  private static History checkedThenInserted(Key key, Judged judged) throws Exception {
    var both = new CyclicBarrier(2);
    Judged faulty =
        new CheckThenInsert(
            judged,
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

  private static void upsert(History history, int client, Key key, Judged judged) {
    history.record(client, key, new Call.Upsert(true), judged);
  }

  /** What came of all histories. */
  private static final class Tally {

    /**
     * Of the operations of histories without an interruption. A service that says nothing is safe.
     */
    private static final double MOST_UNANSWERED = 0.01;

    private int accepted;
    private long operations;
    private long unknown;
    private long undisturbed;
    private long undisturbedUnknown;
    private long acknowledged;
    private Duration longestGap = Duration.ZERO;
    private final List<String> complaints = new ArrayList<>();

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
      Judge.complaint(history).ifPresentOrElse(complaints::add, () -> accepted++);
    }

    List<String> broken() {
      List<String> broken = new ArrayList<>(complaints);
      if (undisturbedUnknown > MOST_UNANSWERED * undisturbed) {
        broken.add(
            "%d of %d operations were not answered though nothing was broken"
                .formatted(undisturbedUnknown, undisturbed));
      }
      return broken;
    }
  }
}
