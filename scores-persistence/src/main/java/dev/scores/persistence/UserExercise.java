package dev.scores.persistence;

/** A user and an exercise, who have one score at most. */
record UserExercise(int user, int exercise) {

  static UserExercise of(ScoreRow row) {
    return new UserExercise(row.userId(), row.exerciseId());
  }
}
