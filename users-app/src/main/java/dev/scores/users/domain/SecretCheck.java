package dev.scores.users.domain;

import java.util.Objects;

/**
 * A service account and whether the given secret is its secret.
 *
 * @param account before the check
 */
public record SecretCheck(ServiceAccount account, boolean matches) {

  public SecretCheck {
    Objects.requireNonNull(account, "account");
  }
}
