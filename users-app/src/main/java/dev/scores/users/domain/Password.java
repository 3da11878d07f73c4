package dev.scores.users.domain;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * A password that somebody shows or chooses. Any text, for it may be wrong; never shown by {@link
 * #toString}.
 */
public record Password(String text) {

  public static final int MIN_BYTES = 8;
  public static final int MAX_BYTES = 1024;

  public Password {
    Objects.requireNonNull(text, "text");
  }

  /** Whether it may be chosen: {@value #MIN_BYTES} … {@value #MAX_BYTES} bytes of UTF-8. */
  public boolean isAllowed() {
    int length = bytes().length;
    return length >= MIN_BYTES && length <= MAX_BYTES && isText();
  }

  /**
   * Whether anybody can have it: it has no NUL, and no half of a surrogate pair, which is no UTF-8
   * and as bytes would be the same as any other.
   */
  public boolean isText() {
    return text.codePoints()
        .noneMatch(
            character -> character == 0 || Character.getType(character) == Character.SURROGATE);
  }

  /** All of it in UTF-8. */
  public byte[] bytes() {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "Password[hidden]";
  }
}
