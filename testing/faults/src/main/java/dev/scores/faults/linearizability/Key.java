package dev.scores.faults.linearizability;

/** What there is at most one score for. */
public record Key(int user, int exercise) {}
