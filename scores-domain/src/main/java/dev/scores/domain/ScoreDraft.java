package dev.scores.domain;

import java.util.Objects;

/** The content of a write: whether an exercise has been solved. */
public record ScoreDraft(ExerciseId exercise, boolean correct) {

  public ScoreDraft {
    Objects.requireNonNull(exercise, "exercise");
  }
}
