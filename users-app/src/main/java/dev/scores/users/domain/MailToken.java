package dev.scores.users.domain;

import java.util.Objects;

/**
 * The token of a mail, or any text that a client sends as one: random, with 256 bits. {@link
 * #toString} hides it.
 */
public record MailToken(String value) {

  private static final int RANDOM_BYTES = 32;

  public MailToken {
    Objects.requireNonNull(value, "value");
  }

  static MailToken random() {
    return new MailToken(RandomText.base64Url(RANDOM_BYTES));
  }

  public SecretDigest digest() {
    return SecretDigest.of(value);
  }

  @Override
  public String toString() {
    return "MailToken[hidden]";
  }
}
