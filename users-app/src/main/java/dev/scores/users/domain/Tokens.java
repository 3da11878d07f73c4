package dev.scores.users.domain;

/** Makes tokens and tells whose they are. Asks nobody; safe for many threads. */
public interface Tokens {

  AccessToken issue(UserId user);

  /** What the text is, which may be anything. */
  TokenReading read(String token);
}
