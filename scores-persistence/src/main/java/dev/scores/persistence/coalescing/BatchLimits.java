package dev.scores.persistence.coalescing;

import java.time.Duration;

/**
 * The limits of one coalescer's batches. The number of batches of all coalescers together is
 * limited by {@link BatchScheduler}.
 *
 * @param batches how many batches run at once while they are fast
 * @param size the most requests in a batch
 * @param slowAfter the duration after which a batch is slow: another may start beside it, and later
 *     batches are made smaller
 * @param queueTimeout the longest time in the queue
 * @param executionTimeout the longest time a request waits for the batch that it is in
 */
public record BatchLimits(
    int batches, int size, Duration slowAfter, Duration queueTimeout, Duration executionTimeout) {

  /**
   * One batch at a time for every two processors, because PostgreSQL often runs on the same ones:
   * two batches on two processors are smaller, with 0.94 (reads) and 0.92 (upserts) of the
   * throughput. A batch of reads takes about 1 ms and a commit a little more; a batch that takes 5
   * ms is waiting for something. The execution timeout covers the wait for a connection and the
   * statement.
   */
  public static final BatchLimits DEFAULT =
      new BatchLimits(
          Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
          128,
          Duration.ofMillis(5),
          Duration.ofSeconds(1),
          Duration.ofSeconds(3));

  public BatchLimits withSize(int most) {
    return new BatchLimits(batches, most, slowAfter, queueTimeout, executionTimeout);
  }
}
