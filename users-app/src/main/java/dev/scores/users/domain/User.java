package dev.scores.users.domain;

import static java.time.temporal.ChronoUnit.MICROS;

import java.time.Instant;
import java.util.Objects;

/**
 * A user.
 *
 * @param active whether the user may call
 * @param admin whether the user may change others
 * @param createdAt in microseconds; never changes
 */
public record User(
    UserId id,
    Username username,
    EmailAddress email,
    boolean active,
    boolean admin,
    Instant createdAt) {

  public User {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(username, "username");
    Objects.requireNonNull(email, "email");
    createdAt = createdAt.truncatedTo(MICROS);
  }
}
