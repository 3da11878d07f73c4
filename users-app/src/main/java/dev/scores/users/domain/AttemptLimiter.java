package dev.scores.users.domain;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Rate limits for attempts at accounts. Blocks; thread-safe; throws {@link UsersUnavailable}. Each
 * method that returns a duration returns how long the client must wait, or empty if it may proceed.
 */
public interface AttemptLimiter {

  /**
   * Checks whether the client may attempt any account now, as far as this instance knows. Counts
   * nothing, and does not block.
   */
  Optional<Duration> waitForLogin(ClientAddress client);

  /**
   * Counts an attempt at an account, unless the client must wait.
   *
   * @param keys of the account; each is counted separately
   */
  Optional<Duration> spend(List<AccountKey> keys, ClientAddress client);

  /** Records that the client knows the account's password. */
  void succeeded(AccountKey account, ClientAddress client);

  /**
   * Checks whether the client may choose a name or an email now, which reveals whether they are
   * taken. Counts nothing.
   */
  Optional<Duration> waitForNames(ClientAddress client);

  /** Counts a response that reveals a taken name or email. */
  void nameTaken(ClientAddress client);
}
