package dev.scores.users.domain;

import java.util.Objects;

/**
 * Whose token it is, as they are now.
 *
 * @param revoked whether the token has been logged out, or is of an older generation than the
 *     user's
 */
public record TokenHolder(User user, boolean revoked) {

  public TokenHolder {
    Objects.requireNonNull(user, "user");
  }
}
