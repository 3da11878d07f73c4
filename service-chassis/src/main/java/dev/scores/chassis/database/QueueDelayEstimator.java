package dev.scores.chassis.database;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Estimates how long the next caller would wait for a connection of the pool, or for another scarce
 * resource: the number of waiting callers times the duration of a turn. It counts callers and does
 * not order them. Thread-safe and lock-free (docs/adr/0020).
 *
 * <p>A turn is the time between two callers that get a connection, taken only while one waits: so
 * it says what the database can do, and not how little is asked of it.
 */
public final class QueueDelayEstimator {

  /** Of so many turns the mean is taken, the later ones counting more. */
  private static final int TURNS = 64;

  private final long longestNanos;
  private final LongSupplier clock;
  private final AtomicInteger waiting = new AtomicInteger();

  /** When the last one had a turn, or the first one came in. */
  private final AtomicLong lastTurn = new AtomicLong();

  /** When somebody last got a connection; coming in, which moves {@link #lastTurn}, is none. */
  private volatile long lastServed;

  /** Two who write at once lose one turn of the mean, which nobody would notice. */
  private volatile long turnNanos;

  /**
   * @param longest how long anybody may have to wait
   * @param clock nanoseconds, as {@link System#nanoTime()} counts them
   */
  public QueueDelayEstimator(Duration longest, LongSupplier clock) {
    this.longestNanos = longest.toNanos();
    this.clock = clock;
    this.lastServed = clock.getAsLong();
  }

  /**
   * Comes in; {@link #leave} has to follow.
   *
   * @throws Overloaded at once, where the wait would be too long
   */
  public void enter() throws OverloadedException {
    if (expectedNanos() > longestNanos) {
      throw new OverloadedException();
    }
    long now = clock.getAsLong();
    // Before anybody sees that somebody waits: the last turn may have been long ago.
    if (waiting.get() == 0) {
      lastTurn.set(now);
    }
    if (waiting.getAndIncrement() == 0) {
      lastTurn.set(now);
    }
  }

  /**
   * Goes out.
   *
   * @param served with a connection, not because it did not come in time
   */
  public void leave(boolean served) {
    if (served) {
      long now = clock.getAsLong();
      long turn = now - lastTurn.getAndSet(now);
      long mean = turnNanos;
      turnNanos = mean + (turn - mean) / TURNS;
      lastServed = now;
    }
    waiting.decrementAndGet();
  }

  /**
   * How long whoever comes now is going to wait: a turn for each who is there already, and where
   * nobody has had a turn for longer than that, at least as long again. Cheap where nobody waits.
   */
  public long expectedNanos() {
    int ahead = waiting.get();
    return ahead == 0 ? 0 : Math.max(ahead * turnNanos, clock.getAsLong() - lastTurn.get());
  }

  /** Whether somebody had a turn since then, by this room's clock. */
  boolean hadATurnSince(long then) {
    return lastServed - then > 0;
  }
}
