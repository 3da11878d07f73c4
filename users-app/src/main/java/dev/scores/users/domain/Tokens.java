package dev.scores.users.domain;

/** Makes tokens and tells what they say. Asks nobody; safe for many threads. */
public interface Tokens {

  /**
   * @param generation the user's at the moment
   */
  AccessToken issue(UserId user, int generation);

  /** What the text is, which may be anything. */
  TokenParseResult read(String token);
}
