package dev.scores.users.passwords;

import dev.scores.users.domain.ClientAddress;
import dev.scores.users.domain.HashingBusyException;
import dev.scores.users.domain.TooManyHashesException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Runs hashes on a fixed number of threads and shares these fairly between clients. Each client, an
 * IPv4 address or an IPv6 /48, has a queue of its own, and the queues are served round robin: a
 * client waits for at most one hash of each other client before its own.
 *
 * <p>Limits: {@value #MOST_OF_A_CLIENT} hashes waiting or running for an IPv4 address or an IPv6
 * /64, twice as many for a /56 and four times as many for a /48; {@value #MOST_WAITING} for all
 * clients together; the given patience for one that waits. Safe for many threads.
 */
final class HashingQueue implements AutoCloseable {

  /**
   * A class that logs in at once behind one address fits in; at 100 ms a hash on one processor they
   * take 3.2 s, less than the patience of 5 s.
   */
  static final int MOST_OF_A_CLIENT = 32;

  static final int MOST_WAITING = 1000;

  private record Entry(List<String> networks, FutureTask<?> task) {

    String client() {
      return networks.getLast();
    }
  }

  private final Duration patience;
  private final ExecutorService threads;

  // All guarded by this object's lock.
  private final LinkedHashMap<String, Queue<Entry>> clients = new LinkedHashMap<>();
  private final Map<String, Integer> held = new HashMap<>();
  private int waiting;
  private int size;

  /**
   * @param atOnce how many hashes run at once
   * @param patience for how long a hash may wait to run
   */
  HashingQueue(int atOnce, Duration patience) {
    this.patience = patience;
    this.threads =
        Executors.newFixedThreadPool(
            atOnce, Thread.ofPlatform().name("password-hashing-", 1).daemon().factory());
  }

  /**
   * Runs the work and returns its result. Blocks until then.
   *
   * @throws TooManyHashesException where the client has as many waiting as it may
   * @throws HashingBusyException where the queue is full, the work's turn does not come in time, or
   *     the service stops
   */
  <T> T run(ClientAddress client, Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    Entry entry = new Entry(client.networks(), task);
    add(entry);
    try {
      threads.execute(this::runNext);
      return task.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      if (remove(entry)) {
        throw new HashingBusyException("no turn within " + patience);
      }
      return ended(task);
    } catch (InterruptedException stopped) {
      remove(entry);
      Thread.currentThread().interrupt();
      throw new HashingBusyException("the service stops");
    } catch (RejectedExecutionException closed) {
      remove(entry);
      throw new HashingBusyException("the service stops");
    } catch (ExecutionException fault) {
      throw unwrapped(fault);
    }
  }

  private static <T> T ended(FutureTask<T> task) {
    try {
      return task.get();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new HashingBusyException("the service stops");
    } catch (ExecutionException fault) {
      throw unwrapped(fault);
    }
  }

  private static RuntimeException unwrapped(ExecutionException fault) {
    return fault.getCause() instanceof RuntimeException cause
        ? cause
        : new IllegalStateException(fault.getCause());
  }

  /** How many hashes are waiting or running. */
  synchronized int size() {
    return size;
  }

  private synchronized void add(Entry entry) {
    int most = MOST_OF_A_CLIENT;
    for (String network : entry.networks()) {
      if (held.getOrDefault(network, 0) >= most) {
        throw new TooManyHashesException(most + " hashes of one network are waiting");
      }
      most *= 2;
    }
    if (waiting >= MOST_WAITING) {
      throw new HashingBusyException(waiting + " hashes are waiting");
    }
    entry.networks().forEach(network -> held.merge(network, 1, Integer::sum));
    clients.computeIfAbsent(entry.client(), none -> new ArrayDeque<>()).add(entry);
    waiting++;
    size++;
  }

  /** There may be none left, where one gave up waiting. */
  private void runNext() {
    Entry entry = next();
    if (entry != null) {
      try {
        entry.task().run();
      } finally {
        release(entry);
      }
    }
  }

  /** The first of the client whose turn it is; that client is last from then on. */
  private synchronized @Nullable Entry next() {
    Map.Entry<String, Queue<Entry>> client = clients.pollFirstEntry();
    if (client == null) {
      return null;
    }
    Entry entry = client.getValue().remove();
    waiting--;
    if (!client.getValue().isEmpty()) {
      clients.put(client.getKey(), client.getValue());
    }
    return entry;
  }

  /** Whether the entry was still waiting. */
  private synchronized boolean remove(Entry entry) {
    Queue<Entry> queue = clients.get(entry.client());
    if (queue == null || !queue.remove(entry)) {
      return false;
    }
    if (queue.isEmpty()) {
      clients.remove(entry.client());
    }
    waiting--;
    release(entry);
    return true;
  }

  private synchronized void release(Entry entry) {
    size--;
    entry
        .networks()
        .forEach(network -> held.computeIfPresent(network, (key, n) -> n > 1 ? n - 1 : null));
  }

  @Override
  public void close() {
    threads.shutdown();
  }
}
