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
    boolean teacher,
    Instant createdAt,
    String formerUsername,
    String formerEmail,
    boolean formerActive,
    boolean formerAdmin,
    boolean formerTeacher,
    boolean emailConfirmed,
    boolean formerEmailConfirmed) {

  Updated updated() {
    return new Updated(
        user(username, email, active, admin, teacher, emailConfirmed),
        user(
            formerUsername,
            formerEmail,
            formerActive,
            formerAdmin,
            formerTeacher,
            formerEmailConfirmed));
  }

  private User user(
      String name,
      String address,
      boolean isActive,
      boolean isAdmin,
      boolean isTeacher,
      boolean isConfirmed) {
    return new User(
        new AccountId(id),
        Username.stored(name),
        EmailAddress.stored(address),
        isActive,
        isAdmin,
        isTeacher,
        createdAt,
        isConfirmed);
  }
}
