package dev.scores.faults;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for conditions by polling. */
final class Await {

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);

  private Await() {}

  /**
   * Polls every 10 ms until the condition holds and returns that {@code System.nanoTime()}. A
   * condition that throws does not hold.
   *
   * @throws IllegalStateException after the timeout
   */
  static long until(String what, Duration atMost, Callable<Boolean> condition)
      throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (!holds(condition)) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("waited " + atMost.toSeconds() + " s for " + what);
      }
      Thread.sleep(BETWEEN_LOOKS);
    }
    return System.nanoTime();
  }

  private static boolean holds(Callable<Boolean> condition) throws InterruptedException {
    try {
      return condition.call();
    } catch (InterruptedException interrupted) {
      throw interrupted;
    } catch (Exception notYet) {
      return false;
    }
  }
}
