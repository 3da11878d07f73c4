package team.foreign;

import dev.scores.client.ApiException;
import dev.scores.client.api.ScoresApi;
import dev.scores.domain.Outcome.Added;
import dev.scores.domain.Outcome.Updated;
import dev.scores.domain.ScoreDraft;
import dev.scores.domain.Scores;
import dev.scores.domain.UserId;
import java.time.Instant;

/** Writes scores to the service and to a store of its own. */
final class ProgressReport {

  private final Scores own;
  private final ScoresApi service;

  ProgressReport(Scores own, ScoresApi service) {
    this.own = own;
    this.service = service;
  }

  /** Writes the score, and returns whether it is the user's first for the exercise. */
  boolean isFirst(UserId user, ScoreDraft draft, Instant at) throws ApiException {
    service.upsertScore(
        new dev.scores.client.model.ScoreDraft()
            .exerciseId((long) draft.exercise().value())
            .correct(draft.correct()));
    return switch (own.upsert(user, draft, at)) {
      case Added added -> true;
      case Updated updated -> false;
    };
  }
}
