package dev.scores.users.domain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Store of users and of revoked tokens. Names and emails are unique without regard to case, also
 * with concurrent writes. All methods throw {@link UsersUnavailable} if the storage is unavailable.
 */
public interface Users {

  /**
   * Adds an active user who is not an admin. Its token generation is random, so that tokens of an
   * earlier user with the same id are invalid. Changes nothing if the email or the username is
   * taken, checked in that order.
   *
   * @param at creation time with microsecond precision
   */
  AddUserOutcome add(NewUser user, Instant at);

  /**
   * Updates a user. Checks that the user exists, then the email, then the username. One active
   * admin always remains, also with concurrent updates and removals.
   */
  UpdateUserOutcome update(AccountId id, UserUpdate update);

  /**
   * Removes the user, unless it is the last active admin, and logs the removal ({@link Removals}).
   * Ids are not reused.
   */
  RemoveUserOutcome remove(AccountId id);

  /**
   * Makes the user with this email an active admin with this password, in a new token generation;
   * adds the user if there is none. Never returns {@link AppointAdminOutcome.WasAdmin}.
   *
   * @param at creation time with microsecond precision
   */
  AppointAdminOutcome appoint(
      Username username, EmailAddress email, PasswordHash passwordHash, Instant at);

  Optional<User> find(AccountId id);

  /** The user with this name, if it has a password. */
  Optional<Account> find(LoginIdentifier name);

  /** The user with this id, if it has a password. */
  Optional<Account> account(AccountId id);

  /** At most {@code limit} users after the cursor, by descending creation time and id. */
  List<User> page(UserCursor cursor, int limit);

  /** The user of the token and whether the token is revoked, in one query. */
  Optional<TokenHolder> holder(TokenClaims token);

  /** Revokes the token until it expires and ends its session. May delete expired entries. */
  void revoke(TokenClaims token, Instant now);

  /**
   * Replaces the hash and begins a new token generation.
   *
   * @return empty if the id is unknown or the hash is no longer {@code from}
   */
  Optional<Account> changePassword(AccountId id, PasswordHash from, PasswordHash to);

  /** Replaces the hash by another one of the same password, if it is still {@code from}. */
  void rehash(AccountId id, PasswordHash from, PasswordHash to);
}
