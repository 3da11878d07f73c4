package dev.scores.users.domain;

import java.util.Objects;

/** The tokens of a session: one for requests and one to continue the session. */
public record IssuedTokens(AccessToken access, RefreshToken refresh) {

  public IssuedTokens {
    Objects.requireNonNull(access, "access");
    Objects.requireNonNull(refresh, "refresh");
  }
}
