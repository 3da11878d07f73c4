package dev.scores.users.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * How often one address may try one account, and, more loosely, all accounts together. The limit of
 * a pair comes first and costs the address nothing, and an address of its own is always left to a
 * victim. Forgets who has not tried for a while; bounded in memory. Safe for many threads, never
 * blocks.
 */
@Singleton
public final class AttemptLimits {

  /** How many times the limit of a pair an address has. */
  static final int ACCOUNTS_AN_ADDRESS = 10;

  private static final Duration PERIOD = Duration.ofMinutes(1);
  private static final int MOST_REMEMBERED = 50_000;
  private static final int KEY_BYTES = 18;
  private static final int BYTES_OF_AN_IPV6_NETWORK = 8;

  private final int limit;
  private final Cache<String, Bucket> pairs = remembered();
  private final Cache<String, Bucket> addresses = remembered();

  /**
   * @param limit attempts a minute of one pair; 0 for no limit at all
   */
  AttemptLimits(@Value("${limits.attempts-a-minute}") int limit) {
    this.limit = limit;
  }

  /**
   * Counts an attempt at an account.
   *
   * @param names what the account is called, each of which counts by itself
   * @return how long to wait before the next attempt where this one is too many; none where it may
   *     go on
   */
  public Optional<Duration> spend(List<String> names, InetAddress from) {
    if (limit == 0) {
      return Optional.empty();
    }
    String address = network(from);
    Bucket all = addresses.get(address, none -> bucket(limit * (long) ACCOUNTS_AN_ADDRESS));
    if (all.getAvailableTokens() > 0) {
      for (String name : names) {
        ConsumptionProbe probe =
            pairs.get(key(address, name), none -> bucket(limit)).tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
          return Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
        }
      }
    }
    ConsumptionProbe probe = all.tryConsumeAndReturnRemaining(1);
    return probe.isConsumed()
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
  }

  private static Cache<String, Bucket> remembered() {
    return Caffeine.newBuilder()
        .maximumSize(MOST_REMEMBERED)
        // By then a bucket is full again: to forget it changes nothing.
        .expireAfterAccess(PERIOD.plusSeconds(1))
        .build();
  }

  private static Bucket bucket(long attempts) {
    return Bucket.builder()
        .addLimit(rate -> rate.capacity(attempts).refillGreedy(attempts, PERIOD))
        .build();
  }

  /** Who has one address of IPv6 has the 2^64 addresses of its network. */
  private static String network(InetAddress address) {
    return address instanceof Inet6Address
        ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), BYTES_OF_AN_IPV6_NETWORK))
        : address.getHostAddress();
  }

  /** Short whatever somebody says that they are called. */
  private static String key(String address, String name) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest((address + " " + name).getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(Arrays.copyOf(digest, KEY_BYTES));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
