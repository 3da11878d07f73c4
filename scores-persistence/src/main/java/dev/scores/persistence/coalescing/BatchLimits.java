package dev.scores.persistence.coalescing;

import java.time.Duration;

/**
 * What bounds the batches of one coalescer, beside the slots that it shares with the others.
 *
 * @param batches how many are under way at once while they are quick
 * @param size the most requests of one
 * @param slowAfter after how long a batch is slow: another may begin beside it, and the next ones
 *     are made smaller
 * @param turn how long a request waits for its turn
 * @param execution how long a request waits for the batch that it is in
 */
public record BatchLimits(
    int batches, int size, Duration slowAfter, Duration turn, Duration execution) {

  /**
   * Two batches: one that the database works at, and one whose replies are handed out meanwhile. A
   * batch of reads takes a millisecond and a commit some more; where the database takes much longer
   * it waits for something. A batch waits for a connection and then for its statement, which is
   * what the last limit allows for.
   */
  public static final BatchLimits DEFAULT =
      new BatchLimits(2, 128, Duration.ofMillis(5), Duration.ofSeconds(1), Duration.ofSeconds(3));

  public BatchLimits ofSize(int most) {
    return new BatchLimits(batches, most, slowAfter, turn, execution);
  }
}
