package dev.scores.faults.linearizability;

import dev.scores.faults.linearizability.Call.Add;
import dev.scores.faults.linearizability.Call.Read;
import dev.scores.faults.linearizability.Call.ReadById;
import dev.scores.faults.linearizability.Call.Update;
import dev.scores.faults.linearizability.Call.UpdateOfVersion;
import dev.scores.faults.linearizability.Call.Upsert;
import dev.scores.faults.linearizability.Call.UpsertNaming;
import dev.scores.faults.linearizability.CallResult.Shown;
import dev.scores.faults.linearizability.CallResult.Unknown;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * Clients who ask at random for a few scores that are not there at first, all at once: each as soon
 * as it is answered.
 *
 * @param each how many operations each of them asks for at least
 */
public record Clients(int number, int each, List<Key> keys, long seed) {

  /** What happens once each client is half through. They go on meanwhile, but take their time. */
  public interface Interruption {
    void happen() throws Exception;
  }

  /** No score ever gets as far. */
  static final long NOBODYS = (1L << 53) - 1;

  /** Between two operations of a client who was refused for the time being, or is interrupted. */
  private static final Duration PAUSE = Duration.ofMillis(50);

  /** All of them, to their end. */
  public History run(Judged judged) throws Exception {
    Race race = new Race(judged);
    race.over.countDown();
    return run(race, () -> {});
  }

  /** The same with something in the middle, whose fault is thrown. */
  public History run(Judged judged, Interruption interruption) throws Exception {
    return run(new Race(judged), interruption);
  }

  private History run(Race race, Interruption interruption) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(number)) {
      List<Future<Void>> clients =
          IntStream.range(0, number)
              .<Callable<Void>>mapToObj(n -> () -> race.client(n))
              .map(threads::submit)
              .toList();
      try {
        race.half.await();
        interruption.happen();
      } finally {
        race.over.countDown();
      }
      for (Future<Void> client : clients) {
        client.get();
      }
      return race.history;
    } catch (ExecutionException fault) {
      throw new IllegalStateException(fault.getCause());
    }
  }

  private final class Race {

    private final Judged judged;
    private final History history = new History();
    private final Map<Key, Seen> latest = new ConcurrentHashMap<>();
    private final CyclicBarrier start = new CyclicBarrier(number);
    private final CountDownLatch half = new CountDownLatch(number);
    private final CountDownLatch over = new CountDownLatch(1);

    Race(Judged judged) {
      this.judged = judged;
    }

    Void client(int n) throws Exception {
      Random random = new Random(seed * number + n);
      start.await();
      ask(n, each / 2, random);
      half.countDown();
      while (over.getCount() > 0) {
        ask(n, 1, random);
        Thread.sleep(PAUSE);
      }
      ask(n, each - each / 2, random);
      return null;
    }

    private void ask(int client, int times, Random random) throws InterruptedException {
      for (int i = 0; i < times; i++) {
        Key key = keys.get(random.nextInt(keys.size()));
        CallResult answer = history.record(client, key, call(key, random), judged);
        if (answer instanceof Shown shown) {
          latest.put(key, shown.score());
        } else if (answer instanceof Unknown) {
          Thread.sleep(PAUSE);
        }
      }
    }

    /** As many reads as writes; ids and versions are those that somebody has seen last. */
    private Call call(Key key, Random random) {
      boolean correct = random.nextBoolean();
      Seen seen = latest.get(key);
      long id = seen == null ? NOBODYS : seen.id();
      return switch (random.nextInt(12)) {
        case 0 -> new Add(correct);
        case 1 -> new Update(id, correct);
        case 2 -> new UpdateOfVersion(id, seen == null ? 1 : seen.version(), correct);
        case 3 -> new UpsertNaming(random.nextInt(4) == 0 ? NOBODYS : id, correct);
        case 4, 5, 6 -> new Upsert(correct);
        case 7, 8, 9 -> new Read();
        default -> new ReadById(id);
      };
    }
  }
}
