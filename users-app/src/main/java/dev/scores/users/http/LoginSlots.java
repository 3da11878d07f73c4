package dev.scores.users.http;

import dev.scores.users.domain.ClientAddress;
import dev.scores.users.domain.TooManyHashesException;
import jakarta.inject.Singleton;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Limits the concurrent logins of one client, so that a flood from one address is rejected before
 * it competes with other logins for the database. Thread-safe, never blocks.
 */
@Singleton
final class LoginSlots {

  /** Equal to the limit of waiting hashes. */
  private static final int MAX_PER_CLIENT = 32;

  private final ConcurrentHashMap<String, Integer> inProgress = new ConcurrentHashMap<>();

  /**
   * Runs the login.
   *
   * @throws TooManyHashesException if the client has too many logins in progress
   */
  <T> T run(ClientAddress client, Supplier<T> login) {
    String network = client.networks().getFirst();
    try {
      if (inProgress.merge(network, 1, Integer::sum) > MAX_PER_CLIENT) {
        throw new TooManyHashesException(MAX_PER_CLIENT + " logins of one client are in progress");
      }
      return login.get();
    } finally {
      inProgress.computeIfPresent(network, (key, count) -> count > 1 ? count - 1 : null);
    }
  }
}
