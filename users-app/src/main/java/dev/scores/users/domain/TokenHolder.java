package dev.scores.users.domain;

import java.util.Objects;

/**
 * The user of a token, in the current state.
 *
 * @param revoked whether the token is logged out, of an ended session or of an earlier generation
 */
public record TokenHolder(User user, boolean revoked) {

  public TokenHolder {
    Objects.requireNonNull(user, "user");
  }
}
