package dev.scores.users.domain;

import java.util.Set;
import java.util.UUID;

/** Issues and verifies tokens, without I/O. Thread-safe. */
public interface Tokens {

  /**
   * Issues a token of a session, with the user's scopes.
   *
   * @param generation the current one of the user's tokens
   */
  AccessToken issue(User user, int generation, UUID session);

  /** Issues a token to a service account. */
  AccessToken issue(ClientId client, Set<TokenScope> scopes);

  /** Verifies the text, which may be anything. */
  TokenParseResult read(String token);
}
