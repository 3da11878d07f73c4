package dev.scores.domain;

/**
 * The secret that a caller shows (RFC 6750): opaque here, printable ASCII without spaces. Its text
 * form does not show it, so that it stays out of logs.
 */
public record BearerToken(String value) {

  /**
   * @throws IllegalArgumentException where the value is empty or has anything but printable ASCII
   */
  public BearerToken {
    if (value.isEmpty() || !value.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new IllegalArgumentException("a bearer token is printable ASCII without spaces");
    }
  }

  @Override
  public String toString() {
    return "BearerToken[…]";
  }
}
