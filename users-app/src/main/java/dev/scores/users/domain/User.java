package dev.scores.users.domain;

import static java.time.temporal.ChronoUnit.MICROS;

import java.time.Instant;
import java.util.Objects;
import java.util.Set;

/**
 * A user.
 *
 * @param active whether the user can log in and use tokens
 * @param admin whether the user may change other users
 * @param teacher whether the user may read all scores
 * @param createdAt with microsecond precision; never changes
 * @param emailConfirmed whether the user has confirmed the email by the token of a mail
 */
public record User(
    AccountId id,
    Username username,
    EmailAddress email,
    boolean active,
    boolean admin,
    boolean teacher,
    Instant createdAt,
    boolean emailConfirmed) {

  public User {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(username, "username");
    Objects.requireNonNull(email, "email");
    createdAt = createdAt.truncatedTo(MICROS);
  }

  /** A user who has not confirmed the email. */
  public User(
      AccountId id,
      Username username,
      EmailAddress email,
      boolean active,
      boolean admin,
      boolean teacher,
      Instant createdAt) {
    this(id, username, email, active, admin, teacher, createdAt, false);
  }

  /** The scopes of the user's tokens: teachers and admins may read all scores. */
  public Set<TokenScope> scopes() {
    return admin || teacher ? Set.of(TokenScope.SCORES_READ) : Set.of();
  }
}
