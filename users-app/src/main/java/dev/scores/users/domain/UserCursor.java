package dev.scores.users.domain;

import static java.time.temporal.ChronoUnit.MICROS;

import java.time.Instant;

/**
 * A place in the list of users: behind the one who was made at that time and has that id.
 *
 * @param createdAt in microseconds
 */
public record UserCursor(Instant createdAt, int id) {

  private static final UserCursor START = new UserCursor(Instant.MAX, Integer.MAX_VALUE);

  public UserCursor {
    createdAt = createdAt.truncatedTo(MICROS);
  }

  /** Before the newest. */
  public static UserCursor start() {
    return START;
  }

  static UserCursor behind(User user) {
    return new UserCursor(user.createdAt(), user.id().value());
  }
}
