package dev.scores.persistence;

/** A user and an exercise, who have one score at most. */
record Pair(int user, int exercise) {

  static Pair of(ScoreRow row) {
    return new Pair(row.userId(), row.exerciseId());
  }
}
