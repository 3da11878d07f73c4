package dev.scores.faults.linearizability;

/** A user and an exercise, which identify a score. */
public record ScoreKey(int user, int exercise) {}
