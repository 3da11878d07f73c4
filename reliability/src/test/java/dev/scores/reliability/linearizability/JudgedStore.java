package dev.scores.reliability.linearizability;

import dev.scores.domain.Draft;
import dev.scores.domain.ExerciseId;
import dev.scores.domain.ExpectedVersion;
import dev.scores.domain.Outcome;
import dev.scores.domain.Outcome.HasChanged;
import dev.scores.domain.Score;
import dev.scores.domain.ScoreId;
import dev.scores.domain.ScoreKeeping;
import dev.scores.domain.Scores;
import dev.scores.domain.UserId;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/** A store of the domain, asked as the service asks it. */
final class JudgedStore implements Judged {

  private final ScoreKeeping scores;

  JudgedStore(Scores store) {
    scores = new ScoreKeeping(store, Clock.systemUTC());
  }

  @Override
  public Answer answer(Key key, Call call) {
    UserId user = new UserId(key.user());
    ExerciseId exercise = new ExerciseId(key.exercise());
    return switch (call) {
      case Call.Add add -> written(scores.add(user, new Draft(exercise, add.correct())));
      case Call.Upsert upsert ->
          written(scores.upsert(user, new Draft(exercise, upsert.correct())));
      case Call.UpsertNaming upsert ->
          written(
              scores.upsert(user, new ScoreId(upsert.id()), new Draft(exercise, upsert.correct())));
      case Call.Update update ->
          written(
              scores.update(user, new ScoreId(update.id()), new Draft(exercise, update.correct())));
      case Call.UpdateOfVersion update ->
          written(
              scores.update(
                  user,
                  new ScoreId(update.id()),
                  new Draft(exercise, update.correct()),
                  new ExpectedVersion.OneOf(Set.of(update.version()))));
      case Call.Read none -> read(scores.get(user, exercise));
      case Call.ReadById read -> read(scores.get(user, new ScoreId(read.id())));
    };
  }

  private static Answer written(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Added added -> new Answer.Added(seen(added.score()));
      case Outcome.Updated updated -> new Answer.Updated(seen(updated.score()));
      case Outcome.AlreadyExists none -> new Answer.AlreadyExists();
      case Outcome.NoSuchScore none -> new Answer.NoSuchScore();
      case HasChanged none -> new Answer.HasChanged();
      case Outcome.NoneForTheExercise none -> throw new IllegalStateException();
      case Outcome.Superseded none -> throw new IllegalStateException();
    };
  }

  private static Answer read(Optional<Score> score) {
    return score
        .<Answer>map(found -> new Answer.Found(seen(found)))
        .orElseGet(Answer.NotFound::new);
  }

  private static Seen seen(Score score) {
    return new Seen(
        score.id().value(), score.correct(), score.createdAt(), score.updatedAt(), score.version());
  }
}
