package dev.scores.reliability.linearizability;

/** What there is at most one score for. */
record Key(int user, int exercise) {}
