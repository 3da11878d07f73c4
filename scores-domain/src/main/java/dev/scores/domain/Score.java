package dev.scores.domain;

import static java.time.temporal.ChronoUnit.MICROS;

import java.time.Instant;
import java.util.Objects;

/**
 * Whether a user has solved an exercise. A user has at most one score for an exercise.
 *
 * @param createdAt when the score was added, in microseconds
 * @param updatedAt when the score was last written, in microseconds; never moves backwards
 * @param version 1 for a new score, incremented by each update
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
   * Truncates the times to microseconds, the precision that every store keeps.
   *
   * @throws IllegalArgumentException if the version is not positive
   */
  public Score {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(exercise, "exercise");
    createdAt = createdAt.truncatedTo(MICROS);
    updatedAt = updatedAt.truncatedTo(MICROS);
    if (version < 1) {
      throw new IllegalArgumentException("version must be at least 1, not " + version);
    }
  }

  /** A new score, of version 1. */
  public static Score first(ScoreId id, UserId user, ScoreDraft draft, Instant at) {
    return new Score(id, user, draft.exercise(), draft.correct(), at, at, 1);
  }

  /**
   * The next version of this score. Its {@code updatedAt} is the later of the given time and the
   * current value, because clocks may step back.
   */
  public Score updated(boolean newCorrect, Instant at) {
    Instant later = at.isAfter(updatedAt) ? at : updatedAt;
    return new Score(id, user, exercise, newCorrect, createdAt, later, version + 1);
  }
}
