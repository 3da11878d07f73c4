package dev.scores.domain.testkit;

import static java.util.Comparator.comparingLong;
import static java.util.stream.Collectors.groupingBy;

import dev.scores.domain.ChangeCursor;
import dev.scores.domain.Cursor;
import dev.scores.domain.Dated;
import dev.scores.domain.ExerciseId;
import dev.scores.domain.InMemoryScores;
import dev.scores.domain.Reports;
import dev.scores.domain.Score;
import dev.scores.domain.Selection;
import dev.scores.domain.Solve;
import dev.scores.domain.Standing;
import dev.scores.domain.Statistics;
import dev.scores.domain.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Reports with one fault. */
record FaultyReports(InMemoryScores scores, Fault fault) implements Reports {

  private static final int PAGE_SIZE = 1000;

  enum Fault {
    NONE,
    EVERY_SCORE_IS_CORRECT,
    USER_IS_TREATED_AS_EXERCISE,
    EXERCISE_FILTER_IS_IGNORED,
    ALL_IS_ONE_USER,
    TIME_IS_TRUNCATED_TO_SECONDS,
    SOLVED_COUNTS_ONLY_CORRECT_SCORES,
    ATTEMPTS_COUNT_SCORES,
    MEDIAN_IS_THE_LOWER_MIDDLE,
    MEDIAN_IS_THE_MEAN,
    MEDIAN_COUNTS_ALL_ATTEMPTS,
    MEDIAN_COUNTS_ONLY_CORRECT_SCORES,
    EQUAL_USERS_HAVE_DISTINCT_RANKS,
    EQUAL_USERS_ARE_REVERSED,
    LAST_SOLVE_IS_IGNORED,
    LATER_LAST_SOLVE_IS_AHEAD,
    LAST_SOLVE_IS_THE_FIRST_ONE,
    LAST_SOLVE_IS_THE_LAST_WRITE,
    LAST_SOLVE_MAY_BE_OF_AN_INCORRECT_SCORE,
    USER_WITHOUT_CORRECT_SCORES_IS_NOT_LISTED,
    USER_WITHOUT_CORRECT_SCORES_HAS_NO_RANK,
    USER_WITHOUT_SCORES_HAS_A_RANK,
    LEADERBOARD_EXCEEDS_ITS_LIMIT,
    LIMIT_IS_NOT_CHECKED,
    REPORT_READS_SEVERAL_STATES,
    REPORTS_HAVE_NO_POSITION,
    POSITION_IS_TOO_EARLY
  }

  @Override
  public Statistics ofAll() {
    return fault == Fault.ALL_IS_ONE_USER ? of(new UserId(11)) : of(Selection.all());
  }

  @Override
  public Statistics of(UserId user) {
    return fault == Fault.USER_IS_TREATED_AS_EXERCISE
        ? of(new ExerciseId(user.value()))
        : of(Selection.all().ofUser(user));
  }

  @Override
  public Statistics of(ExerciseId exercise) {
    return fault == Fault.EXERCISE_FILTER_IS_IGNORED
        ? ofAll()
        : of(Selection.all().ofExercise(exercise));
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
    if (fault == Fault.REPORTS_HAVE_NO_POSITION) {
      return Dated.undated(report.get());
    }
    if (fault == Fault.POSITION_IS_TOO_EARLY) {
      return new Dated<>(report.get(), Optional.of(ChangeCursor.start()));
    }
    ChangeCursor before;
    T found;
    do {
      before = scores.latest();
      found = report.get();
    } while (!scores.latest().equals(before));
    return new Dated<>(found, Optional.of(before));
  }

  private Statistics of(Selection selection) {
    List<Score> all =
        fault == Fault.REPORT_READS_SEVERAL_STATES
            ? pageByPage(selection)
            : scores.page(selection, Cursor.start(), Integer.MAX_VALUE);
    long correct = all.stream().filter(Score::correct).count();
    long solved = all.stream().filter(score -> score.solve().isPresent()).count();
    return new Statistics(
        all.size(),
        fault == Fault.EVERY_SCORE_IS_CORRECT ? solved : correct,
        all.stream().map(Score::updatedAt).map(this::time).max(Instant::compareTo),
        fault == Fault.SOLVED_COUNTS_ONLY_CORRECT_SCORES ? correct : solved,
        fault == Fault.ATTEMPTS_COUNT_SCORES
            ? all.size()
            : all.stream().mapToLong(Score::attempts).sum(),
        fault == Fault.SOLVED_COUNTS_ONLY_CORRECT_SCORES && correct == 0
            ? OptionalDouble.empty()
            : median(all));
  }

  private Instant time(Instant right) {
    return fault == Fault.TIME_IS_TRUNCATED_TO_SECONDS
        ? Instant.ofEpochSecond(right.getEpochSecond())
        : right;
  }

  private OptionalDouble median(List<Score> all) {
    long[] sorted =
        all.stream()
            .filter(score -> score.solve().isPresent())
            .mapToLong(
                score ->
                    fault == Fault.MEDIAN_COUNTS_ALL_ATTEMPTS
                        ? score.attempts()
                        : score.solve().orElseThrow().attempts())
            .sorted()
            .toArray();
    int count = sorted.length;
    if (count == 0) {
      return OptionalDouble.empty();
    }
    return switch (fault) {
      case MEDIAN_IS_THE_MEAN -> LongStream.of(sorted).average();
      case MEDIAN_IS_THE_LOWER_MIDDLE -> OptionalDouble.of((double) sorted[(count - 1) / 2]);
      case MEDIAN_COUNTS_ONLY_CORRECT_SCORES ->
          all.stream().anyMatch(Score::correct)
              ? new FaultyReports(scores, Fault.NONE)
                  .median(all.stream().filter(Score::correct).toList())
              : OptionalDouble.of(1);
      default -> OptionalDouble.of((sorted[(count - 1) / 2] + sorted[count / 2]) / 2.0);
    };
  }

  private List<Score> pageByPage(Selection selection) {
    List<Score> all = new ArrayList<>();
    List<Score> page = scores.page(selection, Cursor.start(), PAGE_SIZE);
    while (!page.isEmpty()) {
      all.addAll(page);
      if (page.size() == PAGE_SIZE) {
        awaitChangeOf(page.getFirst());
      }
      page = scores.page(selection, Cursor.after(page.getLast()), PAGE_SIZE);
    }
    return all;
  }

  /** Waits for a write between two pages, without which the fault has no effect. */
  private void awaitChangeOf(Score score) {
    while (scores.find(score.id()).filter(score::equals).isPresent()) {
      Thread.onSpinWait();
    }
  }

  @Override
  public List<Standing> leaderboard(int limit) {
    if (fault == Fault.LIMIT_IS_NOT_CHECKED && (limit < 1 || limit > MAX_LEADERBOARD)) {
      return List.of();
    }
    Reports.checkLimit(limit);
    Stream<Standing> all = standings().stream();
    return switch (fault) {
      case LEADERBOARD_EXCEEDS_ITS_LIMIT -> all.limit(limit + 1L).toList();
      case USER_WITHOUT_CORRECT_SCORES_IS_NOT_LISTED ->
          all.filter(standing -> standing.correct() > 0).limit(limit).toList();
      case EQUAL_USERS_ARE_REVERSED ->
          all.sorted(
                  comparingLong(Standing::rank)
                      .thenComparingInt(standing -> -standing.user().value()))
              .limit(limit)
              .toList();
      default -> all.limit(limit).toList();
    };
  }

  @Override
  public Optional<Standing> standing(UserId user) {
    Optional<Standing> standing =
        standings().stream().filter(found -> found.user().equals(user)).findFirst();
    return switch (fault) {
      case USER_WITHOUT_CORRECT_SCORES_HAS_NO_RANK -> standing.filter(found -> found.correct() > 0);
      case USER_WITHOUT_SCORES_HAS_A_RANK ->
          standing.or(() -> Optional.of(new Standing(1, user, 0, Optional.empty())));
      default -> standing;
    };
  }

  private List<Standing> standings() {
    Comparator<Standing> order = order();
    List<Standing> ranked = new ArrayList<>();
    scores.page(Selection.all(), Cursor.start(), Integer.MAX_VALUE).stream()
        .collect(groupingBy(Score::user))
        .forEach((user, all) -> ranked.add(standing(user, all)));
    ranked.sort(order.thenComparingInt(standing -> standing.user().value()));
    for (int n = 0; n < ranked.size(); n++) {
      Standing one = ranked.get(n);
      boolean isShared =
          n > 0
              && order.compare(ranked.get(n - 1), one) == 0
              && fault != Fault.EQUAL_USERS_HAVE_DISTINCT_RANKS;
      long rank = isShared ? ranked.get(n - 1).rank() : n + 1L;
      ranked.set(n, new Standing(rank, one.user(), one.correct(), one.lastSolvedAt()));
    }
    return ranked;
  }

  private Comparator<Standing> order() {
    Comparator<Standing> byCorrect = comparingLong(Standing::correct).reversed();
    Comparator<Standing> byTime =
        Comparator.comparing(standing -> standing.lastSolvedAt().orElse(Instant.MIN));
    return switch (fault) {
      case LAST_SOLVE_IS_IGNORED -> byCorrect;
      case LATER_LAST_SOLVE_IS_AHEAD -> byCorrect.thenComparing(byTime.reversed());
      default -> byCorrect.thenComparing(byTime);
    };
  }

  private Standing standing(UserId user, List<Score> all) {
    List<Score> correct = all.stream().filter(Score::correct).toList();
    Stream<Instant> solves = correct.stream().map(FaultyReports::solvedAt);
    Optional<Instant> last =
        switch (fault) {
          case LAST_SOLVE_IS_THE_FIRST_ONE -> solves.min(Instant::compareTo);
          case LAST_SOLVE_IS_THE_LAST_WRITE ->
              correct.stream().map(Score::updatedAt).max(Instant::compareTo);
          case LAST_SOLVE_MAY_BE_OF_AN_INCORRECT_SCORE ->
              all.stream()
                  .filter(score -> !correct.isEmpty() && score.solve().isPresent())
                  .map(FaultyReports::solvedAt)
                  .max(Instant::compareTo);
          default -> solves.max(Instant::compareTo);
        };
    return new Standing(1, user, correct.size(), last);
  }

  private static Instant solvedAt(Score score) {
    return score.solve().map(Solve::at).orElseThrow();
  }
}
