package dev.scores.faults;

/** A registered user with a token. */
record UserAccount(int id, String email, String token) {}
