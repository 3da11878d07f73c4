package dev.scores.users.persistence;

import dev.scores.users.domain.AccountId;
import dev.scores.users.domain.EmailAddress;
import dev.scores.users.domain.UpdateUserOutcome.Updated;
import dev.scores.users.domain.User;
import dev.scores.users.domain.Username;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;

/** A row of the table {@code users} after an update, with the former values. */
@MappedEntity("users")
record UpdatedUserRow(
    @Id int id,
    String username,
    String email,
    boolean active,
    boolean admin,
    Instant createdAt,
    String formerUsername,
    String formerEmail,
    boolean formerActive,
    boolean formerAdmin) {

  Updated updated() {
    return new Updated(
        user(username, email, active, admin),
        user(formerUsername, formerEmail, formerActive, formerAdmin));
  }

  private User user(String name, String address, boolean isActive, boolean isAdmin) {
    return new User(
        new AccountId(id),
        Username.stored(name),
        EmailAddress.stored(address),
        isActive,
        isAdmin,
        createdAt);
  }
}
