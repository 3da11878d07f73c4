package dev.scores.users.domain;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How often clients have tried accounts lately, and how often they may. Never blocks; safe for many
 * threads. Each answer is how long the client must wait, or none where it may go on.
 */
public interface AttemptLimiter {

  /** Whether the client may try any account now. Counts nothing. */
  Optional<Duration> refusal(ClientAddress client);

  /**
   * Counts an attempt at an account.
   *
   * @param keys of the account, each of which counts by itself
   */
  Optional<Duration> spend(List<AccountKey> keys, ClientAddress client);

  /** Remembers that the client knows the account's password. */
  void succeeded(AccountKey account, ClientAddress client);

  /**
   * Whether the client may choose a name or an email now, which tells it whether these are taken.
   * Counts nothing.
   */
  Optional<Duration> refusalOfNames(ClientAddress client);

  /** Counts that the client was told that a name or an email is taken. */
  void nameTaken(ClientAddress client);
}
