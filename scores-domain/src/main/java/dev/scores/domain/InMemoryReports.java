package dev.scores.domain;

import static java.util.Comparator.comparingInt;
import static java.util.Comparator.comparingLong;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reports by looking at every score: the model that other reports are held against. As safe for
 * many threads as the {@link Scores} beneath; what is written meanwhile is counted or not.
 */
public final class InMemoryReports implements Reports {

  private static final int PAGE = 1000;

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
    return standings().stream().limit(limit).toList();
  }

  @Override
  public Optional<Standing> standing(UserId user) {
    return standings().stream().filter(standing -> standing.user().equals(user)).findFirst();
  }

  private Statistics of(Selection selection) {
    Statistics figures = Statistics.none();
    for (Score score : all(selection)) {
      figures = figures.and(score);
    }
    return figures;
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
        .sorted(comparingLong(Standing::rank).thenComparing(comparingInt(s -> s.user().value())))
        .toList();
  }

  private List<Score> all(Selection selection) {
    List<Score> all = new ArrayList<>();
    List<Score> page = scores.page(selection, Cursor.start(), PAGE);
    while (!page.isEmpty()) {
      all.addAll(page);
      page = scores.page(selection, Cursor.behind(page.getLast()), PAGE);
    }
    return all;
  }
}
