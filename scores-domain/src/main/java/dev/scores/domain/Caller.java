package dev.scores.domain;

import java.util.Objects;

/** The result of looking up a bearer token. */
public sealed interface Caller {

  /** The token belongs to this principal. */
  record Known(Principal principal) implements Caller {
    public Known {
      Objects.requireNonNull(principal, "principal");
    }
  }

  /** The token is unknown, or its owner is not permitted to call. */
  record Rejected() implements Caller {}

  /** The owner could not be determined in time; a retry may succeed. */
  record Unavailable() implements Caller {}
}
