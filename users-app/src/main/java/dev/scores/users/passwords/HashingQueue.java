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
 * Runs hashes on a fixed number of threads, fairly between clients. Each client, an IPv4 address or
 * an IPv6 /48, has its own queue; the queues are served round robin, so that a client waits for at
 * most one hash of each other client.
 *
 * <p>Limits: {@value #MAX_PER_CLIENT} hashes waiting or running for an IPv4 address or an IPv6 /64,
 * twice as many for a /56 and four times as many for a /48; {@value #MAX_WAITING} for all clients
 * together; a maximum wait for each. Thread-safe.
 */
final class HashingQueue implements AutoCloseable {

  /**
   * Enough for a school class that logs in at once behind one address; at 100 ms a hash on one
   * processor that takes 3.2 s, less than the maximum wait of 5 s.
   */
  static final int MAX_PER_CLIENT = 32;

  static final int MAX_WAITING = 1000;

  private record Entry(List<String> networks, FutureTask<?> task) {

    String client() {
      return networks.getLast();
    }
  }

  private final Duration maxWait;
  private final ExecutorService threads;

  // All guarded by this object's lock.
  private final LinkedHashMap<String, Queue<Entry>> clients = new LinkedHashMap<>();
  private final Map<String, Integer> held = new HashMap<>();
  private int waiting;
  private int size;

  /**
   * @param atOnce how many hashes run at once
   * @param maxWait how long a hash may wait to run
   */
  HashingQueue(int atOnce, Duration maxWait) {
    this.maxWait = maxWait;
    this.threads =
        Executors.newFixedThreadPool(
            atOnce, Thread.ofPlatform().name("password-hashing-", 1).daemon().factory());
  }

  /**
   * Runs the work and returns its result. Blocks meanwhile.
   *
   * @throws TooManyHashesException if the client has too many waiting
   * @throws HashingBusyException if the queue is full, the work does not start in time, or the
   *     service stops
   */
  <T> T run(ClientAddress client, Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    Entry entry = new Entry(client.networks(), task);
    add(entry);
    try {
      threads.execute(this::runNext);
      return task.get(maxWait.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      if (remove(entry)) {
        throw new HashingBusyException("not started within " + maxWait);
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
    int max = MAX_PER_CLIENT;
    for (String network : entry.networks()) {
      if (held.getOrDefault(network, 0) >= max) {
        throw new TooManyHashesException(max + " hashes of one network are waiting");
      }
      max *= 2;
    }
    if (waiting >= MAX_WAITING) {
      throw new HashingBusyException(waiting + " hashes are waiting");
    }
    entry.networks().forEach(network -> held.merge(network, 1, Integer::sum));
    clients.computeIfAbsent(entry.client(), none -> new ArrayDeque<>()).add(entry);
    waiting++;
    size++;
  }

  /** Runs the next entry; there is none if its caller gave up waiting. */
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

  /** Removes the first entry of the next client and moves that client to the end. */
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

  /** Removes a waiting entry; false if it is running or done. */
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
