package dev.scores.users.http;

import dev.scores.users.domain.ClientAddress;
import dev.scores.users.domain.TooManyHashesException;
import jakarta.inject.Singleton;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Bounds the logins that one client has in progress, so that a flood from one address is refused
 * before it waits for the database beside the logins of others. Safe for many threads, never
 * blocks.
 */
@Singleton
final class LoginSlots {

  /** As many as may wait to be hashed. */
  private static final int MOST_OF_A_CLIENT = 32;

  private final ConcurrentHashMap<String, Integer> inProgress = new ConcurrentHashMap<>();

  /**
   * Runs the login.
   *
   * @throws TooManyHashesException where the client has as many in progress as it may
   */
  <T> T run(ClientAddress client, Supplier<T> login) {
    String network = client.networks().getFirst();
    try {
      if (inProgress.merge(network, 1, Integer::sum) > MOST_OF_A_CLIENT) {
        throw new TooManyHashesException(
            MOST_OF_A_CLIENT + " logins of one client are in progress");
      }
      return login.get();
    } finally {
      inProgress.computeIfPresent(network, (key, count) -> count > 1 ? count - 1 : null);
    }
  }
}
