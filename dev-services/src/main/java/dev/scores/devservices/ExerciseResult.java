package dev.scores.devservices;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Whether a student solved an exercise. */
record ExerciseResult(int exercise, boolean correct) {

  ExerciseResult {
    if (exercise < 1) {
      throw new IllegalArgumentException("invalid exercise id " + exercise);
    }
  }

  /** The payload of {@code upsertScore} in the scores contract. */
  ObjectNode json() {
    return JsonClient.object().put("exercise_id", exercise).put("correct", correct);
  }
}
