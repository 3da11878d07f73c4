package dev.scores.reliability;

/** A user and an exercise: what there is one score for, at most. */
record ScoreKey(int user, int exercise) {}
