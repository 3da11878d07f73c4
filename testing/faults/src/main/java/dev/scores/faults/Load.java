package dev.scores.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Clients that do what they do again and again, each on a virtual thread, until it is stopped. */
final class Load implements AutoCloseable {

  /** What a client does over and over. Faults of the service are written down, not thrown. */
  interface Step {
    void once() throws InterruptedException;
  }

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Future<?>> clients = new ArrayList<>();
  private volatile boolean stopping;

  private Load() {}

  static Load start(List<? extends Step> steps) {
    var load = new Load();
    steps.forEach(step -> load.clients.add(load.threads.submit(() -> load.repeat(step))));
    return load;
  }

  /** One that lasts for a time, and is over when this returns. */
  static void run(List<? extends Step> steps, Duration time) throws InterruptedException {
    try (var load = start(steps)) {
      Thread.sleep(time);
      load.stop();
    }
  }

  private Void repeat(Step step) throws InterruptedException {
    while (!stopping) {
      step.once();
    }
    return null;
  }

  /** Returns when each client has had its last answer. */
  void stop() throws InterruptedException {
    stopping = true;
    for (Future<?> client : clients) {
      try {
        client.get();
      } catch (ExecutionException fault) {
        throw new IllegalStateException("a client of the load failed", fault.getCause());
      }
    }
  }

  /** Breaks off what is under way. */
  @Override
  public void close() {
    stopping = true;
    threads.shutdownNow();
    threads.close();
  }
}
