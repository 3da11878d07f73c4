package dev.scores.users.domain;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A part of the list of users, newest first.
 *
 * @param next where the list goes on; none at its end
 */
public record UserPage(List<User> users, Optional<UserCursor> next) {

  public UserPage {
    users = List.copyOf(users);
    Objects.requireNonNull(next, "next");
  }
}
