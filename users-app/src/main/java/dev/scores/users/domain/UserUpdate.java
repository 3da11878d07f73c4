package dev.scores.users.domain;

import java.util.Objects;
import java.util.Optional;

/**
 * What a user is to be from now on.
 *
 * @param active none where that stays as it is
 * @param admin none where that stays as it is
 */
public record UserUpdate(
    Username username, EmailAddress email, Optional<Boolean> active, Optional<Boolean> admin) {

  public UserUpdate {
    Objects.requireNonNull(username, "username");
    Objects.requireNonNull(email, "email");
    Objects.requireNonNull(active, "active");
    Objects.requireNonNull(admin, "admin");
  }

  /** Whether it takes somebody who may {@link UserAction#RANK}. */
  public boolean ranks() {
    return active.isPresent() || admin.isPresent();
  }
}
