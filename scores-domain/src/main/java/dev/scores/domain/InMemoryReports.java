package dev.scores.domain;

import static java.util.Comparator.comparingLong;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reports that read every score, for tests and examples. The contract tests compare other
 * implementations with it. Thread-safe if the {@link Scores} are. Each report reads its scores by
 * one call of {@link Scores#page}, so it sees one state of the store, and holds them all in memory.
 */
public final class InMemoryReports implements Reports {

  private final Scores scores;

  public InMemoryReports(Scores scores) {
    this.scores = Objects.requireNonNull(scores, "scores");
  }

  @Override
  public Statistics ofAll() {
    return of(Selection.all());
  }

  @Override
  public Statistics of(UserId user) {
    return of(Selection.all().ofUser(user));
  }

  @Override
  public Statistics of(ExerciseId exercise) {
    return of(Selection.all().ofExercise(exercise));
  }

  @Override
  public List<Standing> leaderboard(int limit) {
    Reports.checkLimit(limit);
    return standings().stream().limit(limit).toList();
  }

  @Override
  public Optional<Standing> standing(UserId user) {
    return standings().stream().filter(standing -> standing.user().equals(user)).findFirst();
  }

  private Statistics of(Selection selection) {
    Statistics statistics = Statistics.none();
    for (Score score : all(selection)) {
      statistics = statistics.plus(score);
    }
    return statistics;
  }

  private List<Standing> standings() {
    Map<Integer, Long> correct = new TreeMap<>();
    for (Score score : all(Selection.all())) {
      correct.merge(score.user().value(), score.correct() ? 1L : 0L, Long::sum);
    }
    return correct.entrySet().stream()
        .map(
            entry ->
                new Standing(
                    1 + correct.values().stream().filter(more -> more > entry.getValue()).count(),
                    new UserId(entry.getKey()),
                    entry.getValue()))
        .sorted(comparingLong(Standing::rank)) // stable: equal users stay in the order of the map
        .toList();
  }

  private List<Score> all(Selection selection) {
    return scores.page(selection, Cursor.start(), Integer.MAX_VALUE);
  }
}
