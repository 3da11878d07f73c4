package dev.scores.users.domain;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Outcome of a token request of a service account. */
public sealed interface ClientTokenOutcome {

  /** The token was issued. */
  record Issued(AccessToken token, Set<TokenScope> scopes) implements ClientTokenOutcome {
    public Issued {
      Objects.requireNonNull(token, "token");
      scopes = TokenScope.copyOf(scopes);
    }
  }

  /**
   * The credentials are rejected. Responses do not reveal whether the account exists.
   *
   * @param account the account with the given id, if there is one: its secret is another
   */
  record Rejected(Optional<ClientId> account) implements ClientTokenOutcome {
    public Rejected {
      Objects.requireNonNull(account, "account");
    }
  }

  /** A requested scope is unknown or not granted to the account. */
  record InvalidScope() implements ClientTokenOutcome {}

  /** Too many attempts; the secret was not checked. */
  record Limited(Duration retryAfter) implements ClientTokenOutcome {
    public Limited {
      Objects.requireNonNull(retryAfter, "retryAfter");
    }
  }
}
