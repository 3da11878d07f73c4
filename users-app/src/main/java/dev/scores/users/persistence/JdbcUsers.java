package dev.scores.users.persistence;

import dev.scores.users.domain.Account;
import dev.scores.users.domain.AccountName;
import dev.scores.users.domain.AccountName.ByBoth;
import dev.scores.users.domain.AccountName.ByEmail;
import dev.scores.users.domain.AccountName.ByUsername;
import dev.scores.users.domain.Addition;
import dev.scores.users.domain.Addition.Added;
import dev.scores.users.domain.Addition.EmailTaken;
import dev.scores.users.domain.Addition.UsernameTaken;
import dev.scores.users.domain.NewUser;
import dev.scores.users.domain.User;
import dev.scores.users.domain.UserId;
import dev.scores.users.domain.Users;
import dev.scores.users.domain.UsersUnavailable;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Users in PostgreSQL: one statement and one round trip an operation, and a second one to say why a
 * user could not be added. Blocks its thread meanwhile; safe for many threads, as many at once as
 * the pool has connections.
 */
@Singleton
public final class JdbcUsers implements Users {

  private final UserRows rows;

  JdbcUsers(UserRows rows) {
    this.rows = rows;
  }

  @Override
  public Addition add(NewUser user, Instant at) {
    return asked(
            () ->
                rows.insert(
                    user.username().value(), user.email().value(), user.passwordHash().value(), at))
        .<Addition>map(row -> new Added(row.user()))
        .orElseGet(() -> taken(user));
  }

  /**
   * Who was there first has committed, or the insert would still wait for them. If they have gone
   * again since, the name was taken all the same when it was asked for.
   */
  private Addition taken(NewUser user) {
    return asked(() -> rows.selectByEmail(user.email().value()))
        .<Addition>map(row -> new EmailTaken())
        .orElseGet(UsernameTaken::new);
  }

  @Override
  public Optional<User> find(UserId id) {
    return asked(() -> rows.select(id.value())).map(UserRow::user);
  }

  @Override
  public Optional<Account> find(AccountName name) {
    return asked(() -> select(name)).flatMap(UserRow::account);
  }

  private @Nullable UserRow select(AccountName name) {
    return switch (name) {
      case ByUsername by -> rows.selectByUsername(by.username().value());
      case ByEmail by -> rows.selectByEmail(by.email().value());
      case ByBoth by -> rows.selectByBoth(by.username().value(), by.email().value());
    };
  }

  /** The one place where a library's exception becomes the port's. */
  private static <T> Optional<T> asked(Supplier<@Nullable T> question) {
    try {
      return Optional.ofNullable(question.get());
    } catch (RuntimeException fault) {
      if (DatabaseFault.is(fault)) {
        throw new UsersUnavailable("the database is away", fault);
      }
      throw new IllegalStateException("the database refused a statement", fault);
    }
  }
}
