package dev.scores.persistence;

import dev.scores.domain.ExerciseId;
import dev.scores.domain.Score;
import dev.scores.domain.ScoreId;
import dev.scores.domain.UserId;
import dev.scores.persistence.coalescing.BatchLimits;
import dev.scores.persistence.coalescing.Reply;
import dev.scores.persistence.coalescing.RequestCoalescer;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Reads single scores, coalescing simultaneous requests. */
@Singleton
final class CoalescedReads {

  private final BulkScoreStatements statements;
  private final RequestCoalescer<ScoreId, Optional<Score>> byId;
  private final RequestCoalescer<UserExercise, Optional<Score>> byPair;

  CoalescedReads(JdbcScores single, BulkScoreStatements statements, Coalescers coalescers) {
    this.statements = statements;
    this.byId =
        coalescers.ofReads("find_by_id", BatchLimits.DEFAULT, this::selectByIds, single::find);
    this.byPair =
        coalescers.ofReads(
            "find_by_exercise",
            BatchLimits.DEFAULT,
            this::selectByPairs,
            pair -> single.find(new UserId(pair.user()), new ExerciseId(pair.exercise())));
  }

  /** The expected time in the queue of a request that arrives now. */
  long estimatedWaitNanos() {
    return Math.max(byId.estimatedWaitNanos(), byPair.estimatedWaitNanos());
  }

  Optional<Score> find(ScoreId id) {
    return byId.call(id);
  }

  Optional<Score> find(UserId user, ExerciseId exercise) {
    return byPair.call(new UserExercise(user.value(), exercise.value()));
  }

  private List<Reply<Optional<Score>>> selectByIds(List<ScoreId> ids) {
    return RowReplies.of(
        ids,
        ScoreId::value,
        statements.select(ids.stream().mapToLong(ScoreId::value).toArray()),
        ScoreRow::id,
        row -> new Reply.Value<>(row.map(ScoreRow::score)));
  }

  private List<Reply<Optional<Score>>> selectByPairs(List<UserExercise> pairs) {
    return RowReplies.of(
        pairs,
        pair -> pair,
        statements.select(
            pairs.stream().mapToInt(UserExercise::user).toArray(),
            pairs.stream().mapToInt(UserExercise::exercise).toArray()),
        UserExercise::of,
        row -> new Reply.Value<>(row.map(ScoreRow::score)));
  }
}
