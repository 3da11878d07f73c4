package dev.scores.users.domain;

import java.time.Instant;
import java.util.Optional;

/**
 * Where users are kept. Usernames are unique, emails without regard to case, whoever writes at the
 * same time. Throws {@link UsersUnavailable} where the storage is away.
 */
public interface Users {

  /**
   * Adds an active user who is no admin; nothing changes where the email or the username is taken,
   * judged in that order.
   *
   * @param at in microseconds
   */
  Addition add(NewUser user, Instant at);

  Optional<User> find(UserId id);

  /** The user of that name, if they have a password. */
  Optional<Account> find(AccountName name);
}
