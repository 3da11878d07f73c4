package dev.scores.users.domain;

import static java.time.temporal.ChronoUnit.MICROS;

import java.time.Instant;
import java.util.Objects;

/**
 * A user.
 *
 * @param active whether the user can log in and use tokens
 * @param admin whether the user may change other users
 * @param createdAt with microsecond precision; never changes
 */
public record User(
    AccountId id,
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
