package dev.scores.users.domain;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts in memory, with a clock that moves only when told: obeys the same contract. */
public final class InMemoryAttemptCounts implements AttemptCounts {

  private final Map<String, Duration> fullAt = new HashMap<>();
  private Duration now = Duration.ZERO;
  private int calls;

  /** Moves the clock. */
  public synchronized void pass(Duration time) {
    now = now.plus(time);
  }

  /** The number of calls so far. */
  public synchronized int calls() {
    return calls;
  }

  @Override
  public synchronized Map<Bucket, Duration> spend(List<Bucket> buckets) {
    Map<Bucket, Duration> exhausted = exhausted(buckets);
    if (exhausted.isEmpty()) {
      buckets.forEach(
          bucket -> fullAt.put(bucket.digest(), fullAt(bucket).plus(timeOfToken(bucket))));
    }
    return exhausted;
  }

  @Override
  public synchronized Map<Bucket, Duration> exhausted(List<Bucket> buckets) {
    calls++;
    Map<Bucket, Duration> waits = new HashMap<>();
    for (Bucket bucket : buckets) {
      Duration wait = fullAt(bucket).plus(timeOfToken(bucket)).minus(PERIOD).minus(now);
      if (wait.isPositive()) {
        waits.put(bucket, wait);
      }
    }
    return waits;
  }

  private Duration fullAt(Bucket bucket) {
    Duration known = fullAt.getOrDefault(bucket.digest(), now);
    return known.compareTo(now) > 0 ? known : now;
  }

  private static Duration timeOfToken(Bucket bucket) {
    return PERIOD.dividedBy(bucket.capacity());
  }
}
