package dev.scores.devservices;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The processes and locks that were started, closed in reverse order by {@link #close} or when a
 * signal (Ctrl-C, SIGTERM) ends the JVM. Thread-safe.
 *
 * <p>Starting and closing exclude each other, and nothing starts once closing has begun, so that
 * nothing is left running.
 */
final class StartedResources implements AutoCloseable {

  private final Deque<AutoCloseable> resources = new ArrayDeque<>();
  private final CountDownLatch signalled = new CountDownLatch(1);
  private final int exitCodeOnSignal;
  private boolean closed;

  private StartedResources(int exitCodeOnSignal) {
    this.exitCodeOnSignal = exitCodeOnSignal;
  }

  /**
   * Returns an empty set that a signal closes.
   *
   * @param exitCodeOnSignal the exit code of a JVM that a signal ends
   */
  static StartedResources closedOnSignal(int exitCodeOnSignal) {
    var resources = new StartedResources(exitCodeOnSignal);
    Runtime.getRuntime().addShutdownHook(new Thread(resources::closeOnSignal, "stop"));
    return resources;
  }

  /**
   * Starts a resource and keeps it.
   *
   * @throws StartupException after a signal or {@link #close}
   */
  synchronized <T extends AutoCloseable> T start(Supplier<T> starter) {
    if (closed || signalled.getCount() == 0) {
      throw new StartupException("Interrupted by a signal");
    }
    T resource = starter.get();
    resources.push(resource);
    return resource;
  }

  /** Waits up to a second for a signal: after Ctrl-C, child processes may end before this one. */
  boolean isSignalledWithinASecond() throws InterruptedException {
    return signalled.await(1, TimeUnit.SECONDS);
  }

  void awaitSignal() throws InterruptedException {
    signalled.await();
  }

  @Override
  public synchronized void close() {
    closed = signalled.getCount() > 0;
    closeAll();
  }

  /**
   * The shutdown hook. It also runs when the JVM ends after {@link #close}; then it does nothing.
   */
  private void closeOnSignal() {
    signalled.countDown();
    synchronized (this) {
      if (!closed) {
        closeAll();
        // Without this the exit code would be the signal's, 130 or 143.
        Runtime.getRuntime().halt(exitCodeOnSignal);
      }
    }
  }

  private void closeAll() {
    while (!resources.isEmpty()) {
      try {
        resources.pop().close();
      } catch (Exception e) {
        System.err.println("Cannot stop: " + e.getMessage());
      }
    }
  }
}
