package dev.scores.persistence.coalescing;

import java.time.Duration;

/**
 * Measures what a request costs in the batches of a lane, and derives from it how large the next
 * batch may be and how long the queue takes. Callers that write hold the scheduler's lock; reading
 * {@link #expectedNanos} needs none.
 */
final class BatchSizeController {

  /** Target duration of a batch, as a multiple of the time after which a batch is slow. */
  private static final int TARGET = 8;

  /** Even a commit for few requests costs each of them less on a busy machine. */
  private static final long SLOW_NANOS = Duration.ofMillis(3).toNanos();

  private final long slowNanos;
  private final int mostRequests;

  /** What one request's part of a batch takes, averaged over the last few batches. */
  private long nanosOfRequest;

  private volatile long expectedNanos;

  BatchSizeController(Duration slowAfter, int mostRequests) {
    this.slowNanos = slowAfter.toNanos();
    this.mostRequests = mostRequests;
  }

  /**
   * Records a batch. One that a checkpoint or a pause of the machine held up says little about the
   * next ones, and counts as little more than it was expected to take.
   */
  void took(long nanos, int requests) {
    long credible = Math.min(nanos / requests, 2 * nanosOfRequest + slowNanos);
    nanosOfRequest += (credible - nanosOfRequest) / 8;
  }

  /** Records how many requests wait, and how many batches are under way. */
  void waiting(int requests, int batches) {
    expectedNanos = requests * nanosOfRequest / Math.max(batches, 1);
  }

  /**
   * Whether each request took long by itself lately: then the database waits for something, and can
   * do so for many batches at once.
   */
  boolean isSlow() {
    return nanosOfRequest > SLOW_NANOS;
  }

  /** The most requests that the next batch should have. */
  int size() {
    return Math.clamp(TARGET * slowNanos / Math.max(nanosOfRequest, 1), 1, mostRequests);
  }

  /** How long a request that comes now is expected to wait for its turn. */
  long expectedNanos() {
    return expectedNanos;
  }
}
