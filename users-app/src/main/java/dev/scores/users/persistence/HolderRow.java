package dev.scores.users.persistence;

import dev.scores.users.domain.EmailAddress;
import dev.scores.users.domain.TokenHolder;
import dev.scores.users.domain.User;
import dev.scores.users.domain.UserId;
import dev.scores.users.domain.Username;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;

/** A row of the table {@code users}, and whether a token of that user has been revoked. */
@MappedEntity("users")
record HolderRow(
    @Id int id,
    String username,
    String email,
    boolean active,
    boolean admin,
    Instant createdAt,
    boolean revoked) {

  TokenHolder holder() {
    return new TokenHolder(
        new User(
            new UserId(id),
            new Username(username),
            new EmailAddress(email),
            active,
            admin,
            createdAt),
        revoked);
  }
}
