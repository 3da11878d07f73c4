package dev.scores.users.domain;

import java.util.Objects;

/** A service account with its new secret, which is not stored. */
public record IssuedSecret(ServiceAccount account, ClientSecret secret) {

  public IssuedSecret {
    Objects.requireNonNull(account, "account");
    Objects.requireNonNull(secret, "secret");
  }
}
