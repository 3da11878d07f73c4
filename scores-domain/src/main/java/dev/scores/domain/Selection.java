package dev.scores.domain;

import static java.time.temporal.ChronoUnit.MICROS;

import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;

/**
 * The filters and the order of a list. An empty filter matches every score.
 *
 * @param updatedSince the earliest {@code updatedAt} that matches, in microseconds
 */
public record Selection(
    Optional<UserId> user,
    Optional<ExerciseId> exercise,
    Optional<Boolean> correct,
    Optional<Instant> updatedSince) {

  private static final Comparator<Score> BY_ID = Comparator.comparing(Score::id);
  private static final Comparator<Score> BY_TIME =
      Comparator.comparing(Score::updatedAt).thenComparing(Score::id);

  private static final Selection ALL =
      new Selection(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  public Selection {
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(exercise, "exercise");
    Objects.requireNonNull(correct, "correct");
    updatedSince = updatedSince.map(since -> since.truncatedTo(MICROS));
  }

  /** All scores. */
  public static Selection all() {
    return ALL;
  }

  /** This selection, restricted to the user. */
  public Selection ofUser(UserId only) {
    return new Selection(Optional.of(only), exercise, correct, updatedSince);
  }

  /** This selection, restricted to the exercise. */
  public Selection ofExercise(ExerciseId only) {
    return new Selection(user, Optional.of(only), correct, updatedSince);
  }

  /** This selection, restricted to correct or to incorrect scores. */
  public Selection withCorrect(boolean onlyCorrect) {
    return new Selection(user, exercise, Optional.of(onlyCorrect), updatedSince);
  }

  /** This selection, restricted to scores updated at this time or later, and ordered by time. */
  public Selection updatedSince(Instant earliest) {
    return new Selection(user, exercise, correct, Optional.of(earliest));
  }

  /** Whether the score passes the filters. */
  public boolean matches(Score score) {
    return user.map(score.user()::equals).orElse(true)
        && exercise.map(score.exercise()::equals).orElse(true)
        && correct.map(only -> only == score.correct()).orElse(true)
        && updatedSince.map(since -> !score.updatedAt().isBefore(since)).orElse(true);
  }

  /**
   * Whether the score passes the filters and comes after the cursor.
   *
   * @throws IllegalArgumentException if the list is by time and the cursor has an id but no time
   */
  public boolean matches(Score score, Cursor cursor) {
    return matches(score) && isAfter(score, cursor);
  }

  /** Whether the list is ordered by time, which it is if it filters by {@code updatedSince}. */
  public boolean isByTime() {
    return updatedSince.isPresent();
  }

  /** By ascending id; in a list by time, by ascending {@code updatedAt}, then id. */
  public Comparator<Score> order() {
    return isByTime() ? BY_TIME : BY_ID;
  }

  private boolean isAfter(Score score, Cursor cursor) {
    if (!isByTime() || cursor.id() == 0) {
      return score.id().value() > cursor.id();
    }
    Instant time =
        cursor
            .updatedAt()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "a list by time requires a cursor with a time, not " + cursor));
    int later = score.updatedAt().compareTo(time);
    return later > 0 || (later == 0 && score.id().value() > cursor.id());
  }
}
