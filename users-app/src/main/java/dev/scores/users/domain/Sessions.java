package dev.scores.users.domain;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * Store of sessions. A session ends with the token generation in which it began. All methods throw
 * {@link UsersUnavailable} if the storage is unavailable.
 */
public interface Sessions {

  /** Maximum number of sessions of a user. */
  int MAX_OF_USER = 1000;

  /**
   * Begins a session. Ends those of the user that have not been used for longest, so that at most
   * {@value #MAX_OF_USER} remain. Does nothing if the user has been removed. May delete sessions
   * that have ended.
   *
   * @param generation of the session's tokens
   */
  void begin(Session session, int generation, RefreshToken token);

  /**
   * Continues the session of a refresh token. Of concurrent calls with the same token exactly one
   * succeeds.
   */
  RefreshTokenUse refresh(Replacement replacement);

  /** The user's sessions that have not ended, the last used first. */
  List<Session> of(AccountId user, Instant now);

  /** Ends the session. Returns false if the user has no such session. */
  boolean end(AccountId user, UUID session);

  /** Ends all sessions of the user. */
  void endAll(AccountId user);

  /**
   * A refresh token to be replaced by the next one.
   *
   * @param sealed the next token, encrypted with the presented one
   * @param graceStart if the presented token was replaced after this time, its use is a retry
   * @param expiry of the session, if it continues
   */
  record Replacement(
      RefreshToken presented,
      RefreshToken next,
      String sealed,
      Instant now,
      Instant graceStart,
      Instant expiry) {

    public Replacement {
      Objects.requireNonNull(presented, "presented");
      Objects.requireNonNull(next, "next");
    }
  }
}
