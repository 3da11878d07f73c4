package dev.scores.persistence;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How far the change feed is behind: it shows what was written below the oldest transaction id that
 * is still active, so one transaction that stays open holds it back. Found by samples: a sample is
 * passed once every transaction that had begun by then has ended. The lag is the age of the oldest
 * sample that is not passed, so at most one sampling interval short of the truth. Needs no right to
 * see the sessions of others. Not thread-safe.
 */
final class FeedLag {

  /** With a sample each 5 s an hour of them; a lag that is longer is still told. */
  private static final int MAX_SAMPLES = 720;

  private final Deque<Sample> pending = new ArrayDeque<>();

  /**
   * @param end one past the highest transaction id that had ended by then
   */
  private record Sample(long nanos, long end) {}

  /**
   * Takes a sample.
   *
   * @param nanos when, as {@link System#nanoTime()} counts them
   * @param horizon {@code pg_snapshot_xmin}: every transaction below it has ended
   * @param end {@code pg_snapshot_xmax}: no transaction from it on has ended, so one that has begun
   *     there holds nothing back yet
   * @return the lag in nanoseconds; 0 where nothing that was seen earlier is still open
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
