package dev.scores.users.domain;

import static java.time.temporal.ChronoUnit.MICROS;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * An account of a program.
 *
 * @param scopes what its tokens may permit; at least one
 * @param createdAt with microsecond precision
 * @param rotatedAt when the secret was last replaced; empty if it never was
 * @param lastUsedAt when the secret was last used to get a token; empty if it never was
 */
public record ServiceAccount(
    ClientId id,
    ServiceAccountName name,
    Set<TokenScope> scopes,
    Instant createdAt,
    Optional<Instant> rotatedAt,
    Optional<Instant> lastUsedAt) {

  public ServiceAccount {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(rotatedAt, "rotatedAt");
    Objects.requireNonNull(lastUsedAt, "lastUsedAt");
    scopes = TokenScope.copyOf(scopes);
    createdAt = createdAt.truncatedTo(MICROS);
  }
}
