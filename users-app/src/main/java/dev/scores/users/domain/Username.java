package dev.scores.users.domain;

import java.util.Optional;

/** A user's name: 1 … 128 characters, trimmed, no control characters. Unique, case and all. */
public record Username(String value) {

  /**
   * @throws IllegalArgumentException where the text is no such name
   */
  public Username {
    if (!Line.is(value)) {
      throw new IllegalArgumentException("no username: '" + value + "'");
    }
  }

  /** The name that the text is when it is trimmed, or none. */
  public static Optional<Username> of(String text) {
    return Line.in(text).map(Username::new);
  }

  /** What two names have in common that differ in case alone. */
  public String folded() {
    return CaseFolding.fold(value);
  }
}
