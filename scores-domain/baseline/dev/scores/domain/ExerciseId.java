package dev.scores.domain;

import java.util.Optional;

/** The id of an exercise: 1 … 2 147 483 647. */
public record ExerciseId(int value) {

  /**
   * @throws IllegalArgumentException where the value is not positive
   */
  public ExerciseId {
    if (value < 1) {
      throw new IllegalArgumentException("an exercise id is 1 or more, not " + value);
    }
  }

  /** The id of that value, or none where no exercise can have it. */
  public static Optional<ExerciseId> of(long value) {
    return value >= 1 && value <= Integer.MAX_VALUE
        ? Optional.of(new ExerciseId((int) value))
        : Optional.empty();
  }
}
