package dev.scores.app.webhooks;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The times of deliveries; tests shorten them.
 *
 * @param poll between two looks at the log, or at the lease of another instance, while there is
 *     nothing to do
 * @param lease how long another instance waits before it takes over from one that was killed
 * @param renewal between two renewals of the lease; several fit into it
 * @param response time limit for a response
 * @param firstRetry before the second attempt; doubles with each further one
 * @param longestRetry the limit of that
 * @param patience how long deliveries fail, and how old an event is, before it is given up
 */
record DeliveryTimes(
    Duration poll,
    Duration lease,
    Duration renewal,
    Duration response,
    Duration firstRetry,
    Duration longestRetry,
    Duration patience) {

  static final DeliveryTimes DEFAULT =
      new DeliveryTimes(
          Duration.ofSeconds(1),
          Duration.ofSeconds(8),
          Duration.ofSeconds(2),
          Duration.ofSeconds(10),
          Duration.ofSeconds(1),
          Duration.ofMinutes(5),
          Duration.ofDays(1));

  /**
   * The pause after a failure: between half of the full time and all of it, so that retries of
   * several users, instances or targets spread.
   *
   * @param failures in a row, at least 1
   */
  Duration pauseAfter(int failures) {
    long full = firstRetry.toMillis() << Math.min(failures - 1, 20);
    long limited = Math.clamp(full, 1, longestRetry.toMillis());
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(limited / 2, limited + 1));
  }
}
