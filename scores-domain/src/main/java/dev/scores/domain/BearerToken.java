package dev.scores.domain;

/**
 * A bearer token (RFC 6750): opaque, printable ASCII without spaces. {@link #toString} does not
 * show the value, which keeps it out of logs.
 */
public record BearerToken(String value) {

  /**
   * @throws IllegalArgumentException if the value is empty or has other characters
   */
  public BearerToken {
    if (value.isEmpty() || !value.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new IllegalArgumentException("a bearer token must be printable ASCII without spaces");
    }
  }

  @Override
  public String toString() {
    return "BearerToken[…]";
  }
}
