package dev.scores.domain;

import dev.scores.domain.Outcome.Added;
import dev.scores.domain.Outcome.ConditionalOutcome;
import dev.scores.domain.Outcome.NoSuchScore;
import dev.scores.domain.Outcome.UpdateOutcome;
import dev.scores.domain.Outcome.Updated;
import dev.scores.domain.Outcome.VersionMismatch;
import java.time.Instant;

/**
 * What an upsert or an update does, as a pure function of what is stored, the draft and the time
 * (design, sections 2 and 3). A store applies it atomically: under a lock, or as one SQL statement.
 */
public final class UpsertRule {

  private UpsertRule() {}

  /** None is stored for the user and exercise: a first one is made, whatever id was named. */
  public static Added whenNoneIsStored(ScoreId fresh, UserId user, ScoreDraft draft, Instant at) {
    return new Added(Score.first(fresh, user, draft, at));
  }

  /** One is stored for the user and exercise, and no id was named: it is rewritten. */
  public static Updated whenOneIsStored(Score current, ScoreDraft draft, Instant at) {
    return new Updated(current.rewritten(draft.correct(), at));
  }

  /** One is stored for the user and exercise: it is rewritten if it is the one that was named. */
  public static UpdateOutcome whenOneIsStored(
      Score current, ScoreId named, ScoreDraft draft, Instant at) {
    return current.id().equals(named) ? whenOneIsStored(current, draft, at) : new NoSuchScore();
  }

  /**
   * One is stored for the user and exercise: it is rewritten if it is the one that was named, and
   * of an expected version. Which score is meant is judged before its version (RFC 9110, section
   * 13.2.1).
   */
  public static ConditionalOutcome whenOneIsStored(
      Score current, ScoreId named, ScoreDraft draft, ExpectedVersion expected, Instant at) {
    if (!current.id().equals(named)) {
      return new NoSuchScore();
    }
    return expected.allows(current) ? whenOneIsStored(current, draft, at) : new VersionMismatch();
  }
}
