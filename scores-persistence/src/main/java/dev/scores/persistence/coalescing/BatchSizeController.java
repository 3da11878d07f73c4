package dev.scores.persistence.coalescing;

import java.time.Duration;

/**
 * Measures how long a request takes in the batches of a lane. From this it derives the size of the
 * next batch and the expected wait in the queue: with 5 ms for each write, the p99 of 512 clients
 * is 0.44 s, and 1.02 s with batches of one size ({@code testing/faults/run overload}). Guarded by
 * the scheduler's lock, except {@link #estimatedWaitNanos}, which needs none.
 */
final class BatchSizeController {

  /** Target duration of a batch, as a multiple of the time after which a batch is slow. */
  private static final int TARGET = 8;

  /** Above this time for each request the database waits for something: a batch of few is less. */
  private static final long SLOW_NANOS = Duration.ofMillis(3).toNanos();

  private final long slowNanos;
  private final int maxSize;

  /** Moving average of a request's share of the duration of its batch. */
  private long nanosPerRequest;

  private volatile long estimatedWaitNanos;

  BatchSizeController(Duration slowAfter, int maxSize) {
    this.slowNanos = slowAfter.toNanos();
    this.maxSize = maxSize;
  }

  /**
   * Records the duration of a batch. An outlier, caused by a checkpoint or a pause of the machine,
   * is capped because it predicts little.
   */
  void recordBatch(long nanos, int requests) {
    long capped = Math.min(nanos / requests, 2 * nanosPerRequest + slowNanos);
    nanosPerRequest += (capped - nanosPerRequest) / 8;
  }

  void updateQueue(int waitingRequests, int runningBatches) {
    estimatedWaitNanos = waitingRequests * nanosPerRequest / Math.max(runningBatches, 1);
  }

  /**
   * Whether each request takes long by itself. The database then waits, for a disk say, and can
   * wait for many batches at once.
   */
  boolean isSlow() {
    return nanosPerRequest > SLOW_NANOS;
  }

  /** The most requests for the next batch. */
  int size() {
    return Math.clamp(TARGET * slowNanos / Math.max(nanosPerRequest, 1), 1, maxSize);
  }

  /** The expected time in the queue of a request that arrives now. */
  long estimatedWaitNanos() {
    return estimatedWaitNanos;
  }
}
