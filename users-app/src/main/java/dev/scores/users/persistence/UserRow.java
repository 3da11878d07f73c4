package dev.scores.users.persistence;

import dev.scores.users.domain.Account;
import dev.scores.users.domain.AccountId;
import dev.scores.users.domain.EmailAddress;
import dev.scores.users.domain.PasswordHash;
import dev.scores.users.domain.User;
import dev.scores.users.domain.Username;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A row of the table {@code users}. */
@MappedEntity("users")
record UserRow(
    @Id int id,
    String username,
    String email,
    @Nullable String passwordHash,
    boolean active,
    boolean admin,
    boolean teacher,
    Instant createdAt,
    int tokenGeneration,
    boolean emailConfirmed) {

  User user() {
    return new User(
        new AccountId(id),
        Username.stored(username),
        EmailAddress.stored(email),
        active,
        admin,
        teacher,
        createdAt,
        emailConfirmed);
  }

  Optional<Account> account() {
    return Optional.ofNullable(passwordHash)
        .map(hash -> new Account(user(), new PasswordHash(hash), tokenGeneration));
  }

  /** Without the hash. */
  @Override
  public String toString() {
    return user().toString();
  }
}
