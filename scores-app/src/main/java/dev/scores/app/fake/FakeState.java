package dev.scores.app.fake;

import dev.scores.app.operations.DemoScores;
import dev.scores.domain.InMemoryRepeatableRequests;
import dev.scores.domain.InMemoryScores;
import java.time.Instant;

/**
 * The state that requests of a test can change.
 *
 * @param users the number of users with demo scores after each reset
 */
record FakeState(
    InMemoryScores scores, InMemoryRepeatableRequests requests, PendingFaults faults, int users) {

  /** The end of the history of the demo scores. */
  private static final Instant END = Instant.parse("2026-01-01T00:00:00Z");

  /** Returns to the state after the start. A request at the same time may see a part of it. */
  void reset() {
    faults.clear();
    scores.clear();
    requests.clear();
    DemoScores.addForTests(scores, users, END);
  }
}
