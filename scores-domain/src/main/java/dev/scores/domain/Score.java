package dev.scores.domain;

import static java.time.temporal.ChronoUnit.MICROS;

import java.time.Instant;
import java.util.Objects;

/**
 * Whether a user solved an exercise. There is at most one score for a user and an exercise.
 *
 * @param createdAt when it was made, in microseconds; never changes
 * @param updatedAt when it was last written, in microseconds; never moves backwards
 * @param version 1 when it is made, one more with each write
 */
public record Score(
    ScoreId id,
    UserId user,
    ExerciseId exercise,
    boolean correct,
    Instant createdAt,
    Instant updatedAt,
    int version) {

  /**
   * Times are cut to microseconds, what a database keeps of them.
   *
   * @throws IllegalArgumentException where the version is not positive
   */
  public Score {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(exercise, "exercise");
    createdAt = createdAt.truncatedTo(MICROS);
    updatedAt = updatedAt.truncatedTo(MICROS);
    if (version < 1) {
      throw new IllegalArgumentException("a version is 1 or more, not " + version);
    }
  }

  /** The score that a draft makes where the user has none for the exercise. */
  public static Score first(ScoreId id, UserId user, ScoreDraft draft, Instant at) {
    return new Score(id, user, draft.exercise(), draft.correct(), at, at, 1);
  }

  /**
   * This score after a write: its own but for {@code correct}, the version and {@code updatedAt},
   * which is the later of that time and what is there, since clocks do step back.
   */
  public Score rewritten(boolean nowCorrect, Instant at) {
    Instant later = at.isAfter(updatedAt) ? at : updatedAt;
    return new Score(id, user, exercise, nowCorrect, createdAt, later, version + 1);
  }
}
