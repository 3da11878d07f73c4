package dev.scores.persistence;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Measures the lag of the change feed. The feed shows only transactions below the oldest active
 * transaction id, so a transaction that stays open delays it. The lag is the age of the oldest
 * sample at which a transaction that is still open had begun: at most one sampling interval too
 * small. Needs no privilege to see other sessions. Not thread-safe.
 */
final class FeedLag {

  /** An hour of samples, one each 5 s. The oldest is kept, so a longer lag is still measured. */
  private static final int MAX_SAMPLES = 720;

  private final Deque<Sample> pending = new ArrayDeque<>();

  /**
   * @param end one past the highest transaction id that had ended at the time of the sample
   */
  private record Sample(long nanos, long end) {}

  /**
   * Adds a sample.
   *
   * @param nanos the time of the sample, by {@link System#nanoTime()}
   * @param horizon {@code pg_snapshot_xmin}: every transaction below it has ended
   * @param end {@code pg_snapshot_xmax}: no transaction from it on has ended
   * @return the lag in nanoseconds; 0 if no transaction of an earlier sample is still open
   */
  long sample(long nanos, long horizon, long end) {
    while (!pending.isEmpty() && pending.getFirst().end() <= horizon) {
      pending.removeFirst();
    }
    if (end > horizon && pending.size() < MAX_SAMPLES) {
      pending.addLast(new Sample(nanos, end));
    }
    return pending.isEmpty() ? 0 : nanos - pending.getFirst().nanos();
  }
}
