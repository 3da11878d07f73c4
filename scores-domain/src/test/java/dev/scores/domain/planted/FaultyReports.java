package dev.scores.domain.planted;

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

/** Reports that are wrong in one way. */
record FaultyReports(InMemoryScores scores, Fault fault) implements Reports {

  private static final int PAGE_SIZE = 1000;

  enum Fault {
    NONE,
    ALL_ARE_CORRECT,
    A_USER_IS_TAKEN_FOR_AN_EXERCISE,
    AN_EXERCISE_IS_ALL,
    ALL_IS_THE_FIRST_USER,
    THE_TIME_IS_CUT_TO_SECONDS,
    EQUALS_HAVE_RANKS_OF_THEIR_OWN,
    EQUALS_COME_LAST_USER_FIRST,
    WHO_SOLVED_NOTHING_IS_LEFT_OUT,
    WHO_SOLVED_NOTHING_HAS_NO_RANK,
    WHO_HAS_NOTHING_IS_RANKED,
    THE_LIMIT_IS_ONE_TOO_MANY,
    LIMIT_IS_NOT_CHECKED,
    SCORES_ARE_READ_PAGE_BY_PAGE
  }

  @Override
  public Statistics ofAll() {
    return fault == Fault.ALL_IS_THE_FIRST_USER ? of(new UserId(11)) : faulty(right().ofAll());
  }

  @Override
  public Statistics of(UserId user) {
    if (fault == Fault.SCORES_ARE_READ_PAGE_BY_PAGE) {
      return pageByPage(Selection.all().ofUser(user));
    }
    return fault == Fault.A_USER_IS_TAKEN_FOR_AN_EXERCISE
        ? right().of(new ExerciseId(user.value()))
        : faulty(right().of(user));
  }

  @Override
  public Statistics of(ExerciseId exercise) {
    return fault == Fault.AN_EXERCISE_IS_ALL ? right().ofAll() : faulty(right().of(exercise));
  }

  @Override
  public List<Standing> leaderboard(int limit) {
    if (fault == Fault.LIMIT_IS_NOT_CHECKED && (limit < 1 || limit > MAX_LEADERBOARD)) {
      return List.of();
    }
    Reports.checkLimit(limit);
    List<Standing> all = right().leaderboard(MAX_LEADERBOARD);
    return switch (fault) {
      case THE_LIMIT_IS_ONE_TOO_MANY -> all.stream().limit(limit + 1L).toList();
      case WHO_SOLVED_NOTHING_IS_LEFT_OUT ->
          all.stream().filter(standing -> standing.correct() > 0).limit(limit).toList();
      case EQUALS_COME_LAST_USER_FIRST ->
          all.stream()
              .sorted(
                  comparingLong(Standing::rank)
                      .thenComparingInt(standing -> -standing.user().value()))
              .limit(limit)
              .toList();
      case EQUALS_HAVE_RANKS_OF_THEIR_OWN ->
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
      case WHO_SOLVED_NOTHING_HAS_NO_RANK -> standing.filter(found -> found.correct() > 0);
      case WHO_HAS_NOTHING_IS_RANKED -> standing.or(() -> Optional.of(new Standing(1, user, 0)));
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

  /** Without a write between two pages the fault would not show, however often it is tried. */
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
      case ALL_ARE_CORRECT -> new Statistics(s.attempted(), s.attempted(), s.lastUpdatedAt());
      case THE_TIME_IS_CUT_TO_SECONDS ->
          new Statistics(
              s.attempted(),
              s.correct(),
              s.lastUpdatedAt().map(time -> Instant.ofEpochSecond(time.getEpochSecond())));
      default -> s;
    };
  }
}
