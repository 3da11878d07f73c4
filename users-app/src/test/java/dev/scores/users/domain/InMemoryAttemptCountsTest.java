package dev.scores.users.domain;

import java.time.Duration;

class InMemoryAttemptCountsTest extends AttemptCountsContract {

  private final InMemoryAttemptCounts counts = new InMemoryAttemptCounts();

  @Override
  protected AttemptCounts fullBuckets() {
    return counts;
  }

  @Override
  protected void pass(Duration time) {
    counts.pass(time);
  }
}
