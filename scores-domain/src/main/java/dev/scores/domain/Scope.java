package dev.scores.domain;

import java.util.Arrays;
import java.util.Optional;

/** What a token permits beyond the caller's own scores (RFC 6749, section 3.3). */
public enum Scope {
  /** Reading the scores of all users. */
  SCORES_READ("scores:read"),
  /** Writing the scores of all users. */
  SCORES_WRITE("scores:write");

  private final String value;

  Scope(String value) {
    this.value = value;
  }

  /** The scope as tokens name it. */
  public String value() {
    return value;
  }

  /** The scope that tokens name like this; empty if it is for another service. */
  public static Optional<Scope> of(String value) {
    return Arrays.stream(values()).filter(scope -> scope.value.equals(value)).findFirst();
  }
}
