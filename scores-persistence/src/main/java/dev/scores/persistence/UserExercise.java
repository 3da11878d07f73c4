package dev.scores.persistence;

/** The unique key of a score: its user and its exercise. */
record UserExercise(int user, int exercise) {

  static UserExercise of(ScoreRow row) {
    return new UserExercise(row.userId(), row.exerciseId());
  }
}
