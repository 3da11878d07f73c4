package dev.scores.reliability.linearizability;

/** What there is at most one score for. */
public record Key(int user, int exercise) {}
