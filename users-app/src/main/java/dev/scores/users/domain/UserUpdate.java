package dev.scores.users.domain;

import java.util.Objects;
import java.util.Optional;

/**
 * New values of a user.
 *
 * @param active empty to keep the current value
 * @param admin empty to keep the current value
 * @param teacher empty to keep the current value
 */
public record UserUpdate(
    Username username,
    EmailAddress email,
    Optional<Boolean> active,
    Optional<Boolean> admin,
    Optional<Boolean> teacher) {

  public UserUpdate {
    Objects.requireNonNull(username, "username");
    Objects.requireNonNull(email, "email");
    Objects.requireNonNull(active, "active");
    Objects.requireNonNull(admin, "admin");
    Objects.requireNonNull(teacher, "teacher");
  }

  /** Whether the update needs the permission {@link UserAction#CHANGE_FLAGS}. */
  public boolean changesFlags() {
    return active.isPresent() || admin.isPresent() || teacher.isPresent();
  }
}
