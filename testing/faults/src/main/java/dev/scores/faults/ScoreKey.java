package dev.scores.faults;

/** A user and an exercise: what there is one score for, at most. */
record ScoreKey(int user, int exercise) {}
