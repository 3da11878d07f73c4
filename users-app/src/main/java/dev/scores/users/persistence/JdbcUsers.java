package dev.scores.users.persistence;

import dev.scores.users.domain.Account;
import dev.scores.users.domain.AccountId;
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
import dev.scores.users.domain.UserUpdate;
import dev.scores.users.domain.Username;
import dev.scores.users.domain.Users;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Users in PostgreSQL. An operation is one statement and one round trip; a second one determines
 * why a user could not be added, updated or removed. Blocks; thread-safe. Concurrency is bounded by
 * the pool.
 */
@Singleton
public final class JdbcUsers implements Users {

  /** The JDBC driver writes it as {@code infinity}: later than every stored time. */
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
    return query(() -> rows.insert(user.username().value(), user.email().value(), hash, at))
        .<AddUserOutcome>map(row -> new AddUserOutcome.Added(row.user(), row.tokenGeneration()))
        .orElseGet(() -> taken(user));
  }

  /**
   * The conflicting row was committed, or the insert would still wait. If it has been removed
   * since, the name was taken at the time of the insert.
   */
  private AddUserOutcome taken(NewUser user) {
    return query(() -> rows.selectByEmail(user.email().folded()))
        .<AddUserOutcome>map(row -> new AddUserOutcome.EmailTaken())
        .orElseGet(AddUserOutcome.UsernameTaken::new);
  }

  @Override
  public UpdateUserOutcome update(AccountId id, UserUpdate update) {
    return unlessTaken(
        () ->
            Optional.ofNullable(
                    rows.update(
                        id.value(),
                        update.username().value(),
                        update.email().value(),
                        update.active().orElse(null),
                        update.admin().orElse(null),
                        update.teacher().orElse(null)))
                .<UpdateUserOutcome>map(UpdatedUserRow::updated)
                .orElseGet(() -> notUpdated(id)),
        () -> taken(id, update));
  }

  private UpdateUserOutcome notUpdated(AccountId id) {
    return find(id)
        .<UpdateUserOutcome>map(user -> new UpdateUserOutcome.LastAdmin())
        .orElseGet(UpdateUserOutcome.NoSuchUser::new);
  }

  private UpdateUserOutcome taken(AccountId id, UserUpdate update) {
    return query(() -> rows.selectByEmail(update.email().folded()))
        .filter(row -> row.id() != id.value())
        .<UpdateUserOutcome>map(row -> new UpdateUserOutcome.EmailTaken())
        .orElseGet(UpdateUserOutcome.UsernameTaken::new);
  }

  @Override
  public RemoveUserOutcome remove(AccountId id) {
    return query(() -> rows.delete(id.value()))
        .<RemoveUserOutcome>map(row -> new RemoveUserOutcome.Removed(row.user()))
        .orElseGet(() -> notRemoved(id));
  }

  private RemoveUserOutcome notRemoved(AccountId id) {
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
  public Optional<User> find(AccountId id) {
    return query(() -> rows.select(id.value())).map(UserRow::user);
  }

  @Override
  public Optional<Account> find(LoginIdentifier name) {
    return query(() -> select(name)).flatMap(UserRow::account);
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
  public Optional<Account> account(AccountId id) {
    return query(() -> rows.select(id.value())).flatMap(UserRow::account);
  }

  @Override
  public List<User> page(UserCursor cursor, int limit) {
    Instant createdAt = cursor.createdAt().isAfter(INFINITY) ? INFINITY : cursor.createdAt();
    return query(() -> rows.selectPage(createdAt, cursor.id(), limit)).orElseThrow().stream()
        .map(UserRow::user)
        .toList();
  }

  @Override
  public Optional<TokenHolder> holder(TokenClaims token) {
    return query(() -> tokens.holder(token));
  }

  @Override
  public void revoke(TokenClaims token, Instant now) {
    execute(() -> tokens.revoke(token, now));
  }

  @Override
  public Optional<Account> changePassword(AccountId id, PasswordHash from, PasswordHash to) {
    return query(() -> rows.replaceHash(id.value(), from.value(), to.value()))
        .flatMap(UserRow::account);
  }

  @Override
  public void rehash(AccountId id, PasswordHash from, PasswordHash to) {
    execute(() -> rows.renewHash(id.value(), from.value(), to.value()));
  }

  private static void execute(Runnable statement) {
    try {
      statement.run();
    } catch (RuntimeException fault) {
      throw UserStoreExceptions.toPortException(fault);
    }
  }

  private static <T> Optional<T> query(Supplier<@Nullable T> statement) {
    try {
      return Optional.ofNullable(statement.get());
    } catch (RuntimeException fault) {
      throw UserStoreExceptions.toPortException(fault);
    }
  }

  /**
   * @param otherwise called if a name or an email is taken
   */
  private static <T> T unlessTaken(Supplier<T> statement, Supplier<T> otherwise) {
    try {
      return statement.get();
    } catch (RuntimeException fault) {
      if (!UserStoreExceptions.isTaken(fault)) {
        throw UserStoreExceptions.toPortException(fault);
      }
    }
    return otherwise.get();
  }
}
