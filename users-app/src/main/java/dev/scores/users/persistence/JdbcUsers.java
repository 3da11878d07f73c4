package dev.scores.users.persistence;

import dev.scores.users.domain.Account;
import dev.scores.users.domain.AddUserOutcome;
import dev.scores.users.domain.AppointAdminOutcome;
import dev.scores.users.domain.EmailAddress;
import dev.scores.users.domain.LoginIdentifier;
import dev.scores.users.domain.LoginIdentifier.ByBoth;
import dev.scores.users.domain.LoginIdentifier.ByEmail;
import dev.scores.users.domain.LoginIdentifier.ByUsername;
import dev.scores.users.domain.NewUser;
import dev.scores.users.domain.PasswordHash;
import dev.scores.users.domain.RemoveUserOutcome;
import dev.scores.users.domain.TokenClaims;
import dev.scores.users.domain.TokenHolder;
import dev.scores.users.domain.UpdateUserOutcome;
import dev.scores.users.domain.User;
import dev.scores.users.domain.UserCursor;
import dev.scores.users.domain.UserId;
import dev.scores.users.domain.UserUpdate;
import dev.scores.users.domain.Username;
import dev.scores.users.domain.Users;
import dev.scores.users.domain.UsersUnavailable;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Users in PostgreSQL: one statement and one round trip an operation, and a second one to say why a
 * user could not be added, updated or removed. Blocks its thread meanwhile; safe for many threads,
 * as many at once as the pool has connections.
 */
@Singleton
public final class JdbcUsers implements Users {

  /** What the JDBC driver writes as {@code infinity}: later than every other stored time. */
  private static final Instant INFINITY = Instant.ofEpochMilli(9_223_372_036_825_200_000L);

  private final UserRows rows;
  private final TokenRows tokens;

  JdbcUsers(UserRows rows, TokenRows tokens) {
    this.rows = rows;
    this.tokens = tokens;
  }

  @Override
  public AddUserOutcome add(NewUser user, Instant at) {
    @Nullable String hash = user.passwordHash().map(PasswordHash::value).orElse(null);
    return asked(() -> rows.insert(user.username().value(), user.email().value(), hash, at))
        .<AddUserOutcome>map(row -> new AddUserOutcome.Added(row.user(), row.tokenGeneration()))
        .orElseGet(() -> taken(user));
  }

  /**
   * Who was there first has committed, or the insert would still wait for them. If they have gone
   * again since, the name was taken all the same when it was asked for.
   */
  private AddUserOutcome taken(NewUser user) {
    return asked(() -> rows.selectByEmail(user.email().folded()))
        .<AddUserOutcome>map(row -> new AddUserOutcome.EmailTaken())
        .orElseGet(AddUserOutcome.UsernameTaken::new);
  }

  @Override
  public UpdateUserOutcome update(UserId id, UserUpdate update) {
    return unlessTaken(
        () ->
            Optional.ofNullable(
                    rows.update(
                        id.value(),
                        update.username().value(),
                        update.email().value(),
                        update.active().orElse(null),
                        update.admin().orElse(null)))
                .<UpdateUserOutcome>map(UpdatedUserRow::updated)
                .orElseGet(() -> notUpdated(id)),
        () -> taken(id, update));
  }

  private UpdateUserOutcome notUpdated(UserId id) {
    return find(id)
        .<UpdateUserOutcome>map(user -> new UpdateUserOutcome.LastAdmin())
        .orElseGet(UpdateUserOutcome.NoSuchUser::new);
  }

  private UpdateUserOutcome taken(UserId id, UserUpdate update) {
    return asked(() -> rows.selectByEmail(update.email().folded()))
        .filter(row -> row.id() != id.value())
        .<UpdateUserOutcome>map(row -> new UpdateUserOutcome.EmailTaken())
        .orElseGet(UpdateUserOutcome.UsernameTaken::new);
  }

  @Override
  public RemoveUserOutcome remove(UserId id) {
    return asked(() -> rows.delete(id.value()))
        .<RemoveUserOutcome>map(row -> new RemoveUserOutcome.Removed(row.user()))
        .orElseGet(() -> notRemoved(id));
  }

  private RemoveUserOutcome notRemoved(UserId id) {
    return find(id)
        .<RemoveUserOutcome>map(user -> new RemoveUserOutcome.LastAdmin())
        .orElseGet(RemoveUserOutcome.NoSuchUser::new);
  }

  @Override
  public AppointAdminOutcome appoint(
      Username username, EmailAddress email, PasswordHash passwordHash, Instant at) {
    return unlessTaken(
        () ->
            Optional.ofNullable(
                    rows.upsertAdmin(username.value(), email.value(), passwordHash.value(), at))
                .<AppointAdminOutcome>map(row -> new AppointAdminOutcome.Appointed(row.user()))
                .orElseThrow(),
        AppointAdminOutcome.UsernameTaken::new);
  }

  @Override
  public Optional<User> find(UserId id) {
    return asked(() -> rows.select(id.value())).map(UserRow::user);
  }

  @Override
  public Optional<Account> find(LoginIdentifier name) {
    return asked(() -> select(name)).flatMap(UserRow::account);
  }

  private @Nullable UserRow select(LoginIdentifier name) {
    return switch (name) {
      case ByUsername by ->
          rows.selectByUsername(by.username().value(), by.username().prepared().value());
      case ByEmail by -> rows.selectByEmail(by.email().folded());
      case ByBoth by ->
          rows.selectByBoth(
              by.username().value(), by.username().prepared().value(), by.email().folded());
    };
  }

  @Override
  public Optional<Account> account(UserId id) {
    return asked(() -> rows.select(id.value())).flatMap(UserRow::account);
  }

  @Override
  public List<User> page(UserCursor cursor, int limit) {
    Instant createdAt = cursor.createdAt().isAfter(INFINITY) ? INFINITY : cursor.createdAt();
    return asked(() -> rows.selectPage(createdAt, cursor.id(), limit)).orElseThrow().stream()
        .map(UserRow::user)
        .toList();
  }

  @Override
  public Optional<TokenHolder> holder(TokenClaims token) {
    return asked(() -> tokens.holder(token));
  }

  @Override
  public void revoke(TokenClaims token, Instant now) {
    done(() -> tokens.revoke(token, now));
  }

  @Override
  public Optional<Account> changePassword(UserId id, PasswordHash from, PasswordHash to) {
    return asked(() -> rows.replaceHash(id.value(), from.value(), to.value()))
        .flatMap(UserRow::account);
  }

  @Override
  public void rehash(UserId id, PasswordHash from, PasswordHash to) {
    done(() -> rows.renewHash(id.value(), from.value(), to.value()));
  }

  private static void done(Runnable statement) {
    try {
      statement.run();
    } catch (RuntimeException fault) {
      throw translated(fault);
    }
  }

  private static <T> Optional<T> asked(Supplier<@Nullable T> question) {
    try {
      return Optional.ofNullable(question.get());
    } catch (RuntimeException fault) {
      throw translated(fault);
    }
  }

  /**
   * @param otherwise asked where a name or an email is another's
   */
  private static <T> T unlessTaken(Supplier<T> statement, Supplier<T> otherwise) {
    try {
      return statement.get();
    } catch (RuntimeException fault) {
      if (!UserStoreExceptions.isTaken(fault)) {
        throw translated(fault);
      }
    }
    return otherwise.get();
  }

  /** The one place where a library's exception becomes the port's. */
  private static RuntimeException translated(RuntimeException fault) {
    return UserStoreExceptions.is(fault)
        ? new UsersUnavailable("the database is away", fault)
        : new IllegalStateException("the database refused a statement", fault);
  }
}
