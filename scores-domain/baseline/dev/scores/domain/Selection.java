package dev.scores.domain;

import static java.time.temporal.ChronoUnit.MICROS;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Which scores a list shows: all of them, narrowed step by step. What is empty does not narrow.
 *
 * @param updatedSince the earliest {@code updatedAt} shown, in microseconds
 */
public record Selection(
    Optional<UserId> user,
    Optional<ExerciseId> exercise,
    Optional<Boolean> correct,
    Optional<Instant> updatedSince) {

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
}
