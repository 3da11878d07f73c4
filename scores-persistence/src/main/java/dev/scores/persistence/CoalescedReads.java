package dev.scores.persistence;

import dev.scores.domain.ExerciseId;
import dev.scores.domain.Score;
import dev.scores.domain.ScoreId;
import dev.scores.domain.UserId;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** One score for each of many callers of the same moment. */
@Singleton
final class CoalescedReads {

  private final ScoreBatches batches;
  private final Funnel<ScoreId, Optional<Score>> byId;
  private final Funnel<Pair, Optional<Score>> byPair;

  CoalescedReads(JdbcScores single, ScoreBatches batches) {
    this.batches = batches;
    this.byId = Funnel.ofReads(Funnel.LIMITS, this::ofIds, single::find);
    this.byPair =
        Funnel.ofReads(
            Funnel.LIMITS,
            this::ofPairs,
            pair -> single.find(new UserId(pair.user()), new ExerciseId(pair.exercise())));
  }

  /** How long whoever asks now may have to wait for his turn. */
  long expectedNanos() {
    return Math.max(byId.expectedNanos(), byPair.expectedNanos());
  }

  Optional<Score> find(ScoreId id) {
    return byId.ask(id);
  }

  Optional<Score> find(UserId user, ExerciseId exercise) {
    return byPair.ask(new Pair(user.value(), exercise.value()));
  }

  private List<Seat.Word<Optional<Score>>> ofIds(List<ScoreId> ids) {
    return Words.of(
        ids,
        ScoreId::value,
        batches.select(ids.stream().mapToLong(ScoreId::value).toArray()),
        ScoreRow::id,
        row -> new Seat.Answer<>(row.map(ScoreRow::score)));
  }

  private List<Seat.Word<Optional<Score>>> ofPairs(List<Pair> pairs) {
    return Words.of(
        pairs,
        pair -> pair,
        batches.select(
            pairs.stream().mapToInt(Pair::user).toArray(),
            pairs.stream().mapToInt(Pair::exercise).toArray()),
        Pair::of,
        row -> new Seat.Answer<>(row.map(ScoreRow::score)));
  }
}
