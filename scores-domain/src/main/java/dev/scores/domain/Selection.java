package dev.scores.domain;

import static java.time.temporal.ChronoUnit.MICROS;

import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;

/**
 * Which scores a list shows, and in which order: all of them, narrowed step by step. What is empty
 * does not narrow.
 *
 * @param updatedSince the earliest {@code updatedAt} shown, in microseconds
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

  public static Selection all() {
    return ALL;
  }

  public Selection ofUser(UserId only) {
    return new Selection(Optional.of(only), exercise, correct, updatedSince);
  }

  public Selection ofExercise(ExerciseId only) {
    return new Selection(user, Optional.of(only), correct, updatedSince);
  }

  public Selection thatAre(boolean onlyCorrect) {
    return new Selection(user, exercise, Optional.of(onlyCorrect), updatedSince);
  }

  public Selection updatedSince(Instant earliest) {
    return new Selection(user, exercise, correct, Optional.of(earliest));
  }

  /** Whether the list shows that score. */
  public boolean shows(Score score) {
    return user.map(score.user()::equals).orElse(true)
        && exercise.map(score.exercise()::equals).orElse(true)
        && correct.map(only -> only == score.correct()).orElse(true)
        && updatedSince.map(since -> !score.updatedAt().isBefore(since)).orElse(true);
  }

  /**
   * Whether the list shows that score behind the cursor.
   *
   * @throws IllegalArgumentException where the list is by time and the cursor names a score without
   *     its time
   */
  public boolean shows(Score score, Cursor cursor) {
    return shows(score) && isBehind(score, cursor);
  }

  /** Whether the list is ordered by time: it is where {@code updatedSince} narrows it. */
  public boolean isByTime() {
    return updatedSince.isPresent();
  }

  /** By ascending id; in a list by time by ascending {@code updatedAt}, then id. */
  public Comparator<Score> order() {
    return isByTime() ? BY_TIME : BY_ID;
  }

  private boolean isBehind(Score score, Cursor cursor) {
    if (!isByTime() || cursor.after() == 0) {
      return score.id().value() > cursor.after();
    }
    Instant time =
        cursor
            .updatedAt()
            .orElseThrow(
                () -> new IllegalArgumentException("a list by time needs the time of " + cursor));
    int later = score.updatedAt().compareTo(time);
    return later > 0 || (later == 0 && score.id().value() > cursor.after());
  }
}
