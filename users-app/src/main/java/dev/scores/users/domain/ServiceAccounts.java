package dev.scores.users.domain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Store of service accounts. All methods throw {@link UsersUnavailable} if the storage is
 * unavailable.
 */
public interface ServiceAccounts {

  void add(ServiceAccount account, SecretDigest secret);

  /** All accounts, newest first. */
  List<ServiceAccount> all();

  Optional<ServiceAccount> find(ClientId id);

  /**
   * Replaces the secret.
   *
   * @param at with microsecond precision
   * @return the updated account; empty if the id is unknown
   */
  Optional<ServiceAccount> replaceSecret(ClientId id, SecretDigest secret, Instant at);

  /** Removes the account; false if the id is unknown. Ids are not reused. */
  boolean remove(ClientId id);

  /**
   * Checks the secret and, if it matches, sets the time of the last use, in one statement. An
   * unknown id costs as much as a wrong secret.
   *
   * @param at with microsecond precision
   * @return empty if the id is unknown
   */
  Optional<SecretCheck> check(ClientId id, SecretDigest secret, Instant at);
}
