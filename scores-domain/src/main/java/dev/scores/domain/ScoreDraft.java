package dev.scores.domain;

import java.util.Objects;

/** What a caller says of an exercise: solved it, or not. */
public record ScoreDraft(ExerciseId exercise, boolean correct) {

  public ScoreDraft {
    Objects.requireNonNull(exercise, "exercise");
  }
}
