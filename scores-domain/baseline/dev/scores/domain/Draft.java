package dev.scores.domain;

import java.util.Objects;

/** What a caller says of an exercise: solved it, or not. */
public record Draft(ExerciseId exercise, boolean correct) {

  public Draft {
    Objects.requireNonNull(exercise, "exercise");
  }
}
