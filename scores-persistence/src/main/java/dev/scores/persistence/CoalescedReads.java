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

  private final JdbcScores single;
  private final ScoreBatches batches;
  private final Funnel<ScoreId, Optional<Score>> byId;
  private final Funnel<Pair, Optional<Score>> byPair;

  CoalescedReads(JdbcScores single, ScoreBatches batches) {
    this.single = single;
    this.batches = batches;
    this.byId = new Funnel<>(Funnel.anyTwo(), this::ofIds, single::find);
    this.byPair = new Funnel<>(Funnel.anyTwo(), this::ofPairs, this::ofPair);
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

  /** One by itself costs PostgreSQL less than a list of one, and waits for nobody's lock. */
  private List<Seat.Word<Optional<Score>>> ofIds(List<ScoreId> ids) {
    if (ids.size() == 1) {
      return List.of(new Seat.Answer<>(single.find(ids.getFirst())));
    }
    return Words.of(
        ids,
        ScoreId::value,
        batches.select(ids.stream().mapToLong(ScoreId::value).toArray()),
        ScoreRow::id,
        row -> new Seat.Answer<>(row.map(ScoreRow::score)));
  }

  private Optional<Score> ofPair(Pair pair) {
    return single.find(new UserId(pair.user()), new ExerciseId(pair.exercise()));
  }

  private List<Seat.Word<Optional<Score>>> ofPairs(List<Pair> pairs) {
    if (pairs.size() == 1) {
      return List.of(new Seat.Answer<>(ofPair(pairs.getFirst())));
    }
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
