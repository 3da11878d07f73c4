package dev.scores.faults.linearizability;

import dev.scores.domain.ExerciseId;
import dev.scores.domain.ExpectedVersion;
import dev.scores.domain.Outcome;
import dev.scores.domain.Outcome.VersionMismatch;
import dev.scores.domain.Score;
import dev.scores.domain.ScoreDraft;
import dev.scores.domain.ScoreId;
import dev.scores.domain.ScoreService;
import dev.scores.domain.Scores;
import dev.scores.domain.UserId;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/** A store of the domain behind {@link ScoreService}. */
final class DomainStore implements CheckedStore {

  private final ScoreService scores;

  DomainStore(Scores store) {
    scores = new ScoreService(store, Clock.systemUTC());
  }

  @Override
  public CallResult invoke(ScoreKey key, Call call) {
    UserId user = new UserId(key.user());
    ExerciseId exercise = new ExerciseId(key.exercise());
    return switch (call) {
      case Call.Add add -> written(scores.add(user, new ScoreDraft(exercise, add.correct())));
      case Call.Upsert upsert ->
          written(scores.upsert(user, new ScoreDraft(exercise, upsert.correct())));
      case Call.UpsertNaming upsert ->
          written(
              scores.upsert(
                  user, new ScoreId(upsert.id()), new ScoreDraft(exercise, upsert.correct())));
      case Call.Update update ->
          written(
              scores.update(
                  user, new ScoreId(update.id()), new ScoreDraft(exercise, update.correct())));
      case Call.UpdateOfVersion update ->
          written(
              scores.update(
                  user,
                  new ScoreId(update.id()),
                  new ScoreDraft(exercise, update.correct()),
                  new ExpectedVersion.OneOf(Set.of(update.version()))));
      case Call.Read none -> read(scores.get(user, exercise));
      case Call.ReadById read -> read(scores.get(user, new ScoreId(read.id())));
    };
  }

  private static CallResult written(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Added added -> new CallResult.Added(observed(added.score()));
      case Outcome.Updated updated -> new CallResult.Updated(observed(updated.score()));
      case Outcome.AlreadyExists none -> new CallResult.AlreadyExists();
      case Outcome.NoSuchScore none -> new CallResult.NoSuchScore();
      case VersionMismatch none -> new CallResult.VersionMismatch();
      case Outcome.NoScoreForExercise none -> throw new IllegalStateException();
      case Outcome.Superseded none -> throw new IllegalStateException();
      case Outcome.Removed none -> throw new IllegalStateException();
    };
  }

  private static CallResult read(Optional<Score> score) {
    return score
        .<CallResult>map(found -> new CallResult.Found(observed(found)))
        .orElseGet(CallResult.NotFound::new);
  }

  private static ObservedScore observed(Score score) {
    return new ObservedScore(
        score.id().value(), score.correct(), score.createdAt(), score.updatedAt(), score.version());
  }
}
