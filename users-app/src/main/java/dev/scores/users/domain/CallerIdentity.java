package dev.scores.users.domain;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Outcome of identifying a caller by a token. */
public sealed interface CallerIdentity {

  /** The token is valid and belongs to this user. */
  record Known(User user, TokenClaims token) implements CallerIdentity {
    public Known {
      Objects.requireNonNull(user, "user");
      Objects.requireNonNull(token, "token");
    }
  }

  /**
   * The token is valid and belongs to this service account.
   *
   * @param scopes those of the token that the account still has
   */
  record KnownClient(ServiceAccount account, Set<TokenScope> scopes) implements CallerIdentity {
    public KnownClient {
      Objects.requireNonNull(account, "account");
      scopes = TokenScope.copyOf(scopes);
    }
  }

  /**
   * The token is rejected.
   *
   * @param user the user that the token names; empty if the token is not genuine or names a service
   *     account
   */
  record Rejected(TokenFault fault, Optional<AccountId> user) implements CallerIdentity {
    public Rejected {
      Objects.requireNonNull(fault, "fault");
      Objects.requireNonNull(user, "user");
    }

    static Rejected of(TokenFault fault) {
      return new Rejected(fault, Optional.empty());
    }

    static Rejected of(TokenFault fault, AccountId user) {
      return new Rejected(fault, Optional.of(user));
    }
  }
}
