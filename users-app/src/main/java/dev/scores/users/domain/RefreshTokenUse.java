package dev.scores.users.domain;

import java.util.Objects;
import java.util.UUID;

/** What a store of sessions did with a refresh token. */
public sealed interface RefreshTokenUse {

  /**
   * The token was replaced.
   *
   * @param generation the current generation of the user's tokens
   */
  record Replaced(User user, int generation, UUID session) implements RefreshTokenUse {
    public Replaced {
      Objects.requireNonNull(user, "user");
      Objects.requireNonNull(session, "session");
    }
  }

  /**
   * The token had been replaced just before; nothing changed.
   *
   * @param sealed the token in use, encrypted with the presented one
   */
  record Retried(User user, int generation, UUID session, String sealed)
      implements RefreshTokenUse {
    public Retried {
      Objects.requireNonNull(user, "user");
      Objects.requireNonNull(session, "session");
      Objects.requireNonNull(sealed, "sealed");
    }
  }

  /** The token had been replaced earlier. The session was ended. */
  record Reused(AccountId user) implements RefreshTokenUse {
    public Reused {
      Objects.requireNonNull(user, "user");
    }
  }

  /** No session has the token. */
  record Unknown() implements RefreshTokenUse {}
}
