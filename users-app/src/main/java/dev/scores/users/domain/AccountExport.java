package dev.scores.users.domain;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Everything that this service keeps about a user, without secrets.
 *
 * @param hasPassword whether a password hash is stored
 * @param at when it was read
 */
public record AccountExport(User user, boolean hasPassword, List<Session> sessions, Instant at) {

  public AccountExport {
    Objects.requireNonNull(user, "user");
    sessions = List.copyOf(sessions);
    Objects.requireNonNull(at, "at");
  }
}
