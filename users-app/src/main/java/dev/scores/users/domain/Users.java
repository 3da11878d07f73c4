package dev.scores.users.domain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where users are kept, and which of their tokens are good no more. DemoNames and emails are unique
 * without regard to case, whoever writes at the same time. Throws {@link UsersUnavailable} where
 * the storage is away.
 */
public interface Users {

  /**
   * Adds an active user who is no admin, in a random generation, so that tokens of an earlier user
   * with the same id are refused; nothing changes where the email or the username is taken, judged
   * in that order.
   *
   * @param at in microseconds
   */
  AddUserOutcome add(NewUser user, Instant at);

  /**
   * Changes what the update says and nothing else. Judges whether there is such a user before
   * whether the email is another's, and that before the username. The last active admin stays one,
   * whoever else is demoted or removed at the same time.
   */
  UpdateUserOutcome update(UserId id, UserUpdate update);

  /** Removes the user, unless they are the last active admin. The id is never given again. */
  RemoveUserOutcome remove(UserId id);

  /**
   * Makes the user of that email an active admin with that password, in a new generation, or makes
   * such a user. Never answers {@link AppointAdminOutcome.WasAdmin}.
   *
   * @param at in microseconds
   */
  AppointAdminOutcome appoint(
      Username username, EmailAddress email, PasswordHash passwordHash, Instant at);

  Optional<User> find(UserId id);

  /** The user of that name, if they have a password. */
  Optional<Account> find(LoginIdentifier name);

  /** The user of that id, if they have a password. */
  Optional<Account> account(UserId id);

  /** At most that many users behind the cursor, by falling time of making and falling id. */
  List<User> page(UserCursor cursor, int limit);

  /** The user whom the token names, and whether it is good no more: one look for both. */
  Optional<TokenHolder> holder(TokenClaims token);

  /** Revokes the token until it expires. May forget those that have. */
  void revoke(TokenClaims token, Instant now);

  /**
   * Replaces the hash and begins a new generation.
   *
   * @return none where there is no such user, or their hash is not {@code from} any more
   */
  Optional<Account> changePassword(UserId id, PasswordHash from, PasswordHash to);

  /** Replaces the hash by another of the same password, unless it is not {@code from} any more. */
  void rehash(UserId id, PasswordHash from, PasswordHash to);
}
