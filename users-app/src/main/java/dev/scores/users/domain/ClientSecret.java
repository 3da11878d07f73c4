package dev.scores.users.domain;

import java.util.Objects;

/**
 * The secret of a service account, or any text that a client sends as one. {@link #toString} hides
 * it.
 */
public record ClientSecret(String value) {

  private static final int RANDOM_BYTES = 32;

  public ClientSecret {
    Objects.requireNonNull(value, "value");
  }

  static ClientSecret random() {
    return new ClientSecret(RandomText.base64Url(RANDOM_BYTES));
  }

  /** Its SHA-256 digest. A slow hash is not needed: the secret has 256 random bits. */
  SecretDigest digest() {
    return SecretDigest.of(value);
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "ClientSecret[hidden]";
  }
}
