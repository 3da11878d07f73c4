package dev.scores.domain;

import static java.util.Comparator.comparingLong;
import static java.util.stream.Collectors.groupingBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reports that read every score, for tests and examples. The contract tests compare other
 * implementations with it. Thread-safe if the {@link Scores} are. Each report reads its scores by
 * one call of {@link Scores#page}, so it sees one state of the store, and holds them all in memory.
 * Dated reports have a position if the {@link Scores} implement {@link Changes}; they are read
 * again if the store is written meanwhile, and have none if it is every time.
 */
public final class InMemoryReports implements Reports {

  /** The most correct scores first; of as many, the earliest last solve. */
  private static final Comparator<Standing> BY_PLACE =
      comparingLong(Standing::correct)
          .reversed()
          .thenComparing(standing -> standing.lastSolvedAt().orElse(Instant.MIN));

  /** How often a dated report is read while the store is written. */
  private static final int MAX_ATTEMPTS = 1000;

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
    return standings(all(Selection.all())).stream().limit(limit).toList();
  }

  @Override
  public Optional<Standing> standing(UserId user) {
    return standings(all(Selection.all())).stream()
        .filter(standing -> standing.user().equals(user))
        .findFirst();
  }

  @Override
  public Dated<Statistics> datedStatistics() {
    return dated(this::ofAll);
  }

  @Override
  public Dated<Statistics> datedStatistics(ExerciseId exercise) {
    return dated(() -> of(exercise));
  }

  @Override
  public Dated<List<Standing>> datedLeaderboard(int limit) {
    return dated(() -> leaderboard(limit));
  }

  @Override
  public Dated<Optional<Standing>> datedStanding(UserId user) {
    return dated(() -> standing(user));
  }

  private <T> Dated<T> dated(Supplier<T> report) {
    if (!(scores instanceof Changes changes)) {
      return Dated.undated(report.get());
    }
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      ChangeCursor before = changes.latest();
      T found = report.get();
      if (changes.latest().equals(before)) {
        return new Dated<>(found, Optional.of(before));
      }
    }
    return Dated.undated(report.get());
  }

  private Statistics of(Selection selection) {
    return Statistics.of(all(selection));
  }

  /** The standings of all users who have one of these scores, which are all scores of the store. */
  static List<Standing> standings(List<Score> all) {
    Map<UserId, List<Score>> byUser = all.stream().collect(groupingBy(Score::user));
    List<Standing> inOrder =
        byUser.entrySet().stream()
            .map(entry -> unranked(entry.getKey(), entry.getValue()))
            .sorted(BY_PLACE.thenComparingInt(standing -> standing.user().value()))
            .toList();
    List<Standing> ranked = new ArrayList<>();
    for (Standing standing : inOrder) {
      boolean isShared = !ranked.isEmpty() && BY_PLACE.compare(ranked.getLast(), standing) == 0;
      long rank = isShared ? ranked.getLast().rank() : ranked.size() + 1;
      ranked.add(new Standing(rank, standing.user(), standing.correct(), standing.lastSolvedAt()));
    }
    return ranked;
  }

  private static Standing unranked(UserId user, List<Score> scores) {
    List<Score> correct = scores.stream().filter(Score::correct).toList();
    Optional<Instant> last =
        correct.stream().map(score -> score.solve().orElseThrow().at()).max(Instant::compareTo);
    return new Standing(1, user, correct.size(), last);
  }

  private List<Score> all(Selection selection) {
    return scores.page(selection, Cursor.start(), Integer.MAX_VALUE);
  }
}
