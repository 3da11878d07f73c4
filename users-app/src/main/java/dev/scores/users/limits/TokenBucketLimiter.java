package dev.scores.users.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.scores.users.domain.AccountKey;
import dev.scores.users.domain.AttemptCounts;
import dev.scores.users.domain.AttemptCounts.Bucket;
import dev.scores.users.domain.AttemptLimiter;
import dev.scores.users.domain.ClientAddress;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Limits attempts by token buckets that all instances share, refilled within a minute. With a limit
 * of <i>n</i>:
 *
 * <ul>
 *   <li>a network may attempt one account <i>n</i> times;
 *   <li>all networks together may attempt one account {@value #NETWORKS_PER_ACCOUNT} × <i>n</i>
 *       times, not counting networks from which its user has logged in at this instance within
 *       {@value #DAYS_KNOWN} days: an attack does not lock users out of their usual networks;
 *   <li>a network may attempt all accounts together {@value #ACCOUNTS_PER_NETWORK} × <i>n</i>
 *       times;
 *   <li>a network may receive <i>n</i> responses that reveal a taken name.
 * </ul>
 *
 * <p>A rejected attempt counts towards none of them. A network is an IPv4 address or an IPv6 /64.
 * An IPv6 /56 has twice its limits and a /48 four times. The instance remembers exhausted buckets,
 * so a client that is rejected again costs no further count. Thread-safe.
 */
@Singleton
public final class TokenBucketLimiter implements AttemptLimiter {

  /** Limit of a network for all accounts, as a multiple of the limit for one account. */
  static final int ACCOUNTS_PER_NETWORK = 10;

  /** Limit of an account for all networks, as a multiple; more than one /48 can use up. */
  static final int NETWORKS_PER_ACCOUNT = 5;

  static final int DAYS_KNOWN = 30;

  private static final int MAX_REMEMBERED = 10_000;

  private final long limit;
  private final AttemptCounts counts;
  private final Clock clock;

  /** When exhausted buckets have a token again. */
  private final Cache<Bucket, Instant> exhausted =
      Caffeine.newBuilder()
          .maximumSize(MAX_REMEMBERED)
          .expireAfterWrite(AttemptCounts.PERIOD)
          .build();

  /** The buckets of accounts, by network, that need not be counted. */
  private final Cache<Bucket, Boolean> known =
      Caffeine.newBuilder()
          .maximumSize(MAX_REMEMBERED)
          .expireAfterWrite(Duration.ofDays(DAYS_KNOWN))
          .build();

  TokenBucketLimiter(AttemptLimitSettings settings, AttemptCounts counts, Clock clock) {
    this.limit = settings.attemptsPerMinute();
    this.counts = counts;
    this.clock = clock;
  }

  @Override
  public Optional<Duration> waitForLogin(ClientAddress client) {
    return isUnlimited() ? Optional.empty() : remembered(networks(client));
  }

  @Override
  public Optional<Duration> spend(List<AccountKey> keys, ClientAddress client) {
    if (isUnlimited()) {
      return Optional.empty();
    }
    List<Bucket> buckets = new ArrayList<>(networks(client));
    for (AccountKey key : keys) {
      List<Bucket> pairs = pairs(key, client);
      buckets.addAll(pairs);
      if (known.getIfPresent(pairs.getFirst()) == null) {
        buckets.add(Bucket.of("account " + key.value(), limit * NETWORKS_PER_ACCOUNT));
      }
    }
    return longestWait(buckets, counts::spend);
  }

  @Override
  public void succeeded(AccountKey account, ClientAddress client) {
    if (!isUnlimited()) {
      known.put(pairs(account, client).getFirst(), true);
    }
  }

  @Override
  public Optional<Duration> waitForNames(ClientAddress client) {
    return isUnlimited() ? Optional.empty() : longestWait(names(client), counts::exhausted);
  }

  @Override
  public void nameTaken(ClientAddress client) {
    if (!isUnlimited()) {
      longestWait(names(client), counts::spend);
    }
  }

  private boolean isUnlimited() {
    return limit == 0;
  }

  /** Calls the counts, and remembers the exhausted buckets, unless one is remembered already. */
  private Optional<Duration> longestWait(
      List<Bucket> buckets, Function<List<Bucket>, Map<Bucket, Duration>> count) {
    return remembered(buckets)
        .or(
            () -> {
              Map<Bucket, Duration> waits = count.apply(buckets);
              Instant now = clock.instant();
              waits.forEach((bucket, wait) -> exhausted.put(bucket, now.plus(wait)));
              return longest(waits.values());
            });
  }

  private Optional<Duration> remembered(List<Bucket> buckets) {
    Instant now = clock.instant();
    return longest(
        exhausted.getAllPresent(buckets).values().stream()
            .map(end -> Duration.between(now, end))
            .filter(Duration::isPositive)
            .toList());
  }

  private static Optional<Duration> longest(Collection<Duration> waits) {
    return waits.stream().max(Comparator.naturalOrder());
  }

  private List<Bucket> networks(ClientAddress client) {
    return steps("network", limit * ACCOUNTS_PER_NETWORK, client);
  }

  private List<Bucket> names(ClientAddress client) {
    return steps("names", limit, client);
  }

  private List<Bucket> pairs(AccountKey key, ClientAddress client) {
    return steps("pair " + key.value(), limit, client);
  }

  /** The buckets of a /64 or an IPv4 address, a /56 and a /48. */
  private static List<Bucket> steps(String counted, long limit, ClientAddress client) {
    List<String> networks = client.networks();
    return IntStream.range(0, networks.size())
        .mapToObj(step -> Bucket.of(counted + " " + networks.get(step), limit << step))
        .toList();
  }
}
