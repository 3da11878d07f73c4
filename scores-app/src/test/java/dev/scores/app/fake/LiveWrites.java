package dev.scores.app.fake;

import dev.scores.domain.ExerciseId;
import dev.scores.domain.InMemoryScores;
import dev.scores.domain.ScoreDraft;
import dev.scores.domain.UserId;
import java.time.Instant;

/** Writes to the fake's store without HTTP, because tests of live streams need thousands. */
final class LiveWrites {

  private LiveWrites() {}

  /**
   * Writes a score of user 1; an event with the sequence number {@code n + 1} if called in order.
   */
  static void upsert(InMemoryScores scores, int n) {
    scores.upsert(new UserId(1), new ScoreDraft(new ExerciseId(n % 1000 + 1), true), Instant.now());
  }
}
