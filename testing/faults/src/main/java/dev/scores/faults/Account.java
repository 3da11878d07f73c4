package dev.scores.faults;

/** A user of the users service and a token of theirs. */
record Account(int id, String email, String token) {}
