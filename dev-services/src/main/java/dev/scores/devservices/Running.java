package dev.scores.devservices;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * What has been started, to be stopped in reverse order: by {@link #close}, or when the JVM is told
 * to end (Ctrl-C, SIGTERM), which then ends with exit code 0, or another. Thread-safe.
 *
 * <p>Nothing can slip through: starting and stopping exclude each other, and once the stop has
 * begun nothing more is started.
 */
final class Running implements AutoCloseable {

  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private final CountDownLatch toldToEnd = new CountDownLatch(1);
  private final int exitCode;
  private boolean ended;

  private Running(int exitCode) {
    this.exitCode = exitCode;
  }

  static Running untilToldToEnd() {
    return untilToldToEnd(0);
  }

  /** With another exit code for a JVM that was told to end. */
  static Running untilToldToEnd(int exitCode) {
    var running = new Running(exitCode);
    Runtime.getRuntime().addShutdownHook(new Thread(running::endAsTold, "stop"));
    return running;
  }

  /** Starts something, and holds it. */
  synchronized <T extends AutoCloseable> T start(Supplier<T> starting) {
    if (ended || toldToEnd.getCount() == 0) {
      throw new StartupException("Told to end");
    }
    T thing = starting.get();
    started.push(thing);
    return thing;
  }

  /** Whether the JVM has been told to end, or is within a second: Ctrl-C reaches children first. */
  boolean isToldToEnd() throws InterruptedException {
    return toldToEnd.await(1, TimeUnit.SECONDS);
  }

  /** Waits for a signal. */
  void awaitEnd() throws InterruptedException {
    toldToEnd.await();
  }

  @Override
  public synchronized void close() {
    ended = toldToEnd.getCount() > 0;
    stopAll();
  }

  /** Also called when the JVM ends by itself, after {@link #close}: nothing is left to do then. */
  private void endAsTold() {
    toldToEnd.countDown();
    synchronized (this) {
      if (!ended) {
        stopAll();
        // Otherwise the JVM would report the signal (130, 143) as its exit code.
        Runtime.getRuntime().halt(exitCode);
      }
    }
  }

  private void stopAll() {
    while (!started.isEmpty()) {
      var thing = started.pop();
      try {
        thing.close();
      } catch (Exception e) {
        System.err.println("Could not be stopped: " + e.getMessage());
      }
    }
  }
}
