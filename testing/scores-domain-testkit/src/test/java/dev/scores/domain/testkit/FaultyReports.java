package dev.scores.domain.testkit;

import static java.util.Comparator.comparingLong;
import static java.util.Comparator.naturalOrder;

import dev.scores.domain.Cursor;
import dev.scores.domain.ExerciseId;
import dev.scores.domain.InMemoryReports;
import dev.scores.domain.InMemoryScores;
import dev.scores.domain.Reports;
import dev.scores.domain.Score;
import dev.scores.domain.Selection;
import dev.scores.domain.Standing;
import dev.scores.domain.Statistics;
import dev.scores.domain.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
    EQUAL_USERS_HAVE_DISTINCT_RANKS,
    EQUAL_USERS_ARE_REVERSED,
    USER_WITHOUT_CORRECT_SCORES_IS_NOT_LISTED,
    USER_WITHOUT_CORRECT_SCORES_HAS_NO_RANK,
    USER_WITHOUT_SCORES_HAS_A_RANK,
    LEADERBOARD_EXCEEDS_ITS_LIMIT,
    LIMIT_IS_NOT_CHECKED,
    REPORT_READS_SEVERAL_STATES
  }

  @Override
  public Statistics ofAll() {
    return fault == Fault.ALL_IS_ONE_USER ? of(new UserId(11)) : faulty(right().ofAll());
  }

  @Override
  public Statistics of(UserId user) {
    if (fault == Fault.REPORT_READS_SEVERAL_STATES) {
      return pageByPage(Selection.all().ofUser(user));
    }
    return fault == Fault.USER_IS_TREATED_AS_EXERCISE
        ? right().of(new ExerciseId(user.value()))
        : faulty(right().of(user));
  }

  @Override
  public Statistics of(ExerciseId exercise) {
    return fault == Fault.EXERCISE_FILTER_IS_IGNORED
        ? right().ofAll()
        : faulty(right().of(exercise));
  }

  @Override
  public List<Standing> leaderboard(int limit) {
    if (fault == Fault.LIMIT_IS_NOT_CHECKED && (limit < 1 || limit > MAX_LEADERBOARD)) {
      return List.of();
    }
    Reports.checkLimit(limit);
    List<Standing> all = right().leaderboard(MAX_LEADERBOARD);
    return switch (fault) {
      case LEADERBOARD_EXCEEDS_ITS_LIMIT -> all.stream().limit(limit + 1L).toList();
      case USER_WITHOUT_CORRECT_SCORES_IS_NOT_LISTED ->
          all.stream().filter(standing -> standing.correct() > 0).limit(limit).toList();
      case EQUAL_USERS_ARE_REVERSED ->
          all.stream()
              .sorted(
                  comparingLong(Standing::rank)
                      .thenComparingInt(standing -> -standing.user().value()))
              .limit(limit)
              .toList();
      case EQUAL_USERS_HAVE_DISTINCT_RANKS ->
          all.stream()
              .limit(limit)
              .map(one -> new Standing(all.indexOf(one) + 1L, one.user(), one.correct()))
              .toList();
      default -> right().leaderboard(limit);
    };
  }

  @Override
  public Optional<Standing> standing(UserId user) {
    Optional<Standing> standing = right().standing(user);
    return switch (fault) {
      case USER_WITHOUT_CORRECT_SCORES_HAS_NO_RANK -> standing.filter(found -> found.correct() > 0);
      case USER_WITHOUT_SCORES_HAS_A_RANK ->
          standing.or(() -> Optional.of(new Standing(1, user, 0)));
      default -> standing;
    };
  }

  private Statistics pageByPage(Selection selection) {
    List<Score> all = new ArrayList<>();
    List<Score> page = scores.page(selection, Cursor.start(), PAGE_SIZE);
    while (!page.isEmpty()) {
      all.addAll(page);
      if (page.size() == PAGE_SIZE) {
        awaitChangeOf(page.getFirst());
      }
      page = scores.page(selection, Cursor.after(page.getLast()), PAGE_SIZE);
    }
    return new Statistics(
        all.size(),
        all.stream().filter(Score::correct).count(),
        all.stream().map(Score::updatedAt).max(naturalOrder()));
  }

  /** Waits for a write between two pages, without which the fault has no effect. */
  private void awaitChangeOf(Score score) {
    while (scores.find(score.id()).filter(score::equals).isPresent()) {
      Thread.onSpinWait();
    }
  }

  private Reports right() {
    return new InMemoryReports(scores);
  }

  private Statistics faulty(Statistics s) {
    return switch (fault) {
      case EVERY_SCORE_IS_CORRECT ->
          new Statistics(s.attempted(), s.attempted(), s.lastUpdatedAt());
      case TIME_IS_TRUNCATED_TO_SECONDS ->
          new Statistics(
              s.attempted(),
              s.correct(),
              s.lastUpdatedAt().map(time -> Instant.ofEpochSecond(time.getEpochSecond())));
      default -> s;
    };
  }
}
