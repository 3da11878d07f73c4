package dev.scores.faults.linearizability;

import dev.scores.faults.linearizability.Call.Add;
import dev.scores.faults.linearizability.Call.Read;
import dev.scores.faults.linearizability.Call.ReadById;
import dev.scores.faults.linearizability.Call.Update;
import dev.scores.faults.linearizability.Call.UpdateOfVersion;
import dev.scores.faults.linearizability.Call.Upsert;
import dev.scores.faults.linearizability.Call.UpsertNaming;
import dev.scores.faults.linearizability.CallResult.Unknown;
import dev.scores.faults.linearizability.CallResult.WithScore;
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
 * Concurrent clients that call random operations on a few scores, which do not exist at first. Each
 * sends its next call as soon as it has a result.
 *
 * @param each minimum number of operations of each client
 */
public record RandomClients(int number, int each, List<ScoreKey> keys, long seed) {

  /** Runs when each client is half through; meanwhile the clients continue more slowly. */
  public interface Disruption {
    void run() throws Exception;
  }

  /** An id that no score ever has. */
  static final long UNKNOWN_ID = (1L << 53) - 1;

  /** Pause after an unknown result, and between operations during a disruption. */
  private static final Duration PAUSE = Duration.ofMillis(50);

  /** Runs all clients to completion. */
  public History run(CheckedStore store) throws Exception {
    Execution execution = new Execution(store);
    execution.over.countDown();
    return run(execution, () -> {});
  }

  /** Runs all clients with a disruption in the middle; throws what the disruption throws. */
  public History run(CheckedStore store, Disruption disruption) throws Exception {
    return run(new Execution(store), disruption);
  }

  private History run(Execution execution, Disruption disruption) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(number)) {
      List<Future<Void>> clients =
          IntStream.range(0, number)
              .<Callable<Void>>mapToObj(n -> () -> execution.client(n))
              .map(threads::submit)
              .toList();
      try {
        execution.half.await();
        disruption.run();
      } finally {
        execution.over.countDown();
      }
      for (Future<Void> client : clients) {
        client.get();
      }
      return execution.history;
    } catch (ExecutionException fault) {
      throw new IllegalStateException(fault.getCause());
    }
  }

  private final class Execution {

    private final CheckedStore store;
    private final History history = new History();
    private final Map<ScoreKey, ObservedScore> latest = new ConcurrentHashMap<>();
    private final CyclicBarrier start = new CyclicBarrier(number);
    private final CountDownLatch half = new CountDownLatch(number);
    private final CountDownLatch over = new CountDownLatch(1);

    Execution(CheckedStore store) {
      this.store = store;
    }

    Void client(int n) throws Exception {
      Random random = new Random(seed * number + n);
      start.await();
      invokeRandom(n, each / 2, random);
      half.countDown();
      while (over.getCount() > 0) {
        invokeRandom(n, 1, random);
        Thread.sleep(PAUSE);
      }
      invokeRandom(n, each - each / 2, random);
      return null;
    }

    private void invokeRandom(int client, int times, Random random) throws InterruptedException {
      for (int i = 0; i < times; i++) {
        ScoreKey key = keys.get(random.nextInt(keys.size()));
        CallResult result = history.record(client, key, call(key, random), store);
        if (result instanceof WithScore shown) {
          latest.put(key, shown.score());
        } else if (result instanceof Unknown) {
          Thread.sleep(PAUSE);
        }
      }
    }

    /** Picks as many reads as writes, with the ids and versions last observed by any client. */
    private Call call(ScoreKey key, Random random) {
      boolean correct = random.nextBoolean();
      ObservedScore observed = latest.get(key);
      long id = observed == null ? UNKNOWN_ID : observed.id();
      return switch (random.nextInt(12)) {
        case 0 -> new Add(correct);
        case 1 -> new Update(id, correct);
        case 2 -> new UpdateOfVersion(id, observed == null ? 1 : observed.version(), correct);
        case 3 -> new UpsertNaming(random.nextInt(4) == 0 ? UNKNOWN_ID : id, correct);
        case 4, 5, 6 -> new Upsert(correct);
        case 7, 8, 9 -> new Read();
        default -> new ReadById(id);
      };
    }
  }
}
