package dev.scores.users.domain;

/** Issues and verifies tokens, without I/O. Thread-safe. */
public interface Tokens {

  /**
   * @param generation the current one of the user's tokens
   */
  AccessToken issue(AccountId user, int generation);

  /** Verifies the text, which may be anything. */
  TokenParseResult read(String token);
}
