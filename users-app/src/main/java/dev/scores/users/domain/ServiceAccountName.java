package dev.scores.users.domain;

import java.util.Optional;

/** The name of a service account: 1 … 128 characters, trimmed, no control characters. */
public record ServiceAccountName(String value) {

  /**
   * @throws IllegalArgumentException if length or characters are not allowed
   */
  public ServiceAccountName {
    if (!SingleLineText.is(value)) {
      throw new IllegalArgumentException("invalid name of a service account: '" + value + "'");
    }
  }

  /** Trims and parses the text; empty if invalid. */
  public static Optional<ServiceAccountName> of(String text) {
    return SingleLineText.in(text).map(ServiceAccountName::new);
  }

  /** The name of a stored row; invalid characters are replaced. */
  public static ServiceAccountName stored(String text) {
    return new ServiceAccountName(SingleLineText.repaired(text));
  }
}
