package dev.scores.domain;

import java.util.Objects;

/**
 * The name that a client gives a request, so that it can repeat the request safely (IETF draft
 * <i>The Idempotency-Key HTTP Header Field</i>). Each client has names of its own.
 *
 * @param client who sent the request
 * @param value 1 to 255 printable ASCII characters
 */
public record IdempotencyKey(String client, String value) {

  /**
   * @throws IllegalArgumentException if the value is too long or has other characters
   */
  public IdempotencyKey {
    Objects.requireNonNull(client, "client");
    if (!isValid(value)) {
      throw new IllegalArgumentException("an idempotency key has 1 to 255 printable characters");
    }
  }

  /** Whether the text can be the value of a key. */
  public static boolean isValid(String text) {
    return !text.isEmpty()
        && text.length() <= 255
        && text.chars().allMatch(c -> c >= ' ' && c < 0x7f);
  }
}
