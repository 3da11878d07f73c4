package dev.scores.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Repeats the steps of some clients, each on its own virtual thread, until stopped. */
final class Load implements AutoCloseable {

  /** One iteration of a client. Failures of the service are recorded, not thrown. */
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

  /** Runs a load for that time and waits for its end. */
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

  /** Stops the load and waits until each client has finished its last step. */
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

  /** Interrupts the steps in progress. */
  @Override
  public void close() {
    stopping = true;
    threads.shutdownNow();
    threads.close();
  }
}
