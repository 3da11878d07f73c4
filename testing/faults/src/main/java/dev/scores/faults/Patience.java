package dev.scores.faults;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for conditions, which is what a drill does most of the time. */
final class Patience {

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);

  private Patience() {}

  /**
   * Returns the {@code System.nanoTime()} at which the condition was seen to hold. One that throws
   * does not hold.
   *
   * @throws IllegalStateException where it does not in time
   */
  static long until(String what, Duration atMost, Callable<Boolean> condition)
      throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (!holds(condition)) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("waited " + atMost.toSeconds() + " s in vain: " + what);
      }
      Thread.sleep(BETWEEN_LOOKS);
    }
    return System.nanoTime();
  }

  private static boolean holds(Callable<Boolean> condition) throws InterruptedException {
    try {
      return condition.call();
    } catch (InterruptedException told) {
      throw told;
    } catch (Exception notYet) {
      return false;
    }
  }
}
