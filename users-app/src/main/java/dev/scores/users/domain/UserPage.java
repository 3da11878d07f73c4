package dev.scores.users.domain;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A page of the list of users, newest first.
 *
 * @param next cursor of the next page; empty on the last page
 */
public record UserPage(List<User> users, Optional<UserCursor> next) {

  public UserPage {
    users = List.copyOf(users);
    Objects.requireNonNull(next, "next");
  }
}
