package dev.scores.domain;

import java.util.Optional;

/** The id of an exercise: from 1 to 2147483647. */
public record ExerciseId(int value) {

  /**
   * @throws IllegalArgumentException if the value is not positive
   */
  public ExerciseId {
    if (value < 1) {
      throw new IllegalArgumentException("an exercise id must be at least 1, not " + value);
    }
  }

  /** The id with this value, or empty if the value is out of range. */
  public static Optional<ExerciseId> of(long value) {
    return value >= 1 && value <= Integer.MAX_VALUE
        ? Optional.of(new ExerciseId((int) value))
        : Optional.empty();
  }
}
