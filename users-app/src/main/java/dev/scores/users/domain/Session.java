package dev.scores.users.domain;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * A session of a user, from a login to a logout or to the expiry of its refresh token.
 *
 * @param lastUsedAt when it began or was last refreshed
 */
public record Session(
    UUID id, AccountId user, Instant createdAt, Instant lastUsedAt, Instant expiresAt) {

  public Session {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(createdAt, "createdAt");
    Objects.requireNonNull(lastUsedAt, "lastUsedAt");
    Objects.requireNonNull(expiresAt, "expiresAt");
  }
}
