package dev.scores.users.domain;

import static java.time.temporal.ChronoUnit.MICROS;

import java.time.Instant;

/**
 * A position in the list of users: after the user with this creation time and id.
 *
 * @param createdAt in microseconds
 */
public record UserCursor(Instant createdAt, int id) {

  private static final UserCursor START = new UserCursor(Instant.MAX, Integer.MAX_VALUE);

  public UserCursor {
    createdAt = createdAt.truncatedTo(MICROS);
  }

  /** Before the newest user. */
  public static UserCursor start() {
    return START;
  }

  static UserCursor after(User user) {
    return new UserCursor(user.createdAt(), user.id().value());
  }
}
