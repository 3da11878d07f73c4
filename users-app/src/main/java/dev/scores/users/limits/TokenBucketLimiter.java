package dev.scores.users.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.scores.users.domain.AccountKey;
import dev.scores.users.domain.AttemptLimiter;
import dev.scores.users.domain.ClientAddress;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.EstimationProbe;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Limits attempts by token buckets in memory, refilled within a minute. With a limit of <i>n</i>:
 *
 * <ul>
 *   <li>a network may attempt one account <i>n</i> times. This limit is checked first and does not
 *       count towards the network's other limits;
 *   <li>all networks together may attempt one account {@value #NETWORKS_PER_ACCOUNT} × <i>n</i>
 *       times, not counting networks from which its user has logged in within {@value #DAYS_KNOWN}
 *       days: an attack does not lock users out of their usual networks;
 *   <li>a network may attempt all accounts together {@value #ACCOUNTS_PER_NETWORK} × <i>n</i>
 *       times;
 *   <li>a network may receive <i>n</i> responses that reveal a taken name.
 * </ul>
 *
 * <p>A network is an IPv4 address or an IPv6 /64. An IPv6 /56 has twice its limits and a /48 four
 * times. Thread-safe, never blocks.
 */
@Singleton
public final class TokenBucketLimiter implements AttemptLimiter {

  /** Limit of a network for all accounts, as a multiple of the limit for one account. */
  static final int ACCOUNTS_PER_NETWORK = 10;

  /** Limit of an account for all networks, as a multiple; more than one /48 can use up. */
  static final int NETWORKS_PER_ACCOUNT = 5;

  static final int DAYS_KNOWN = 30;

  private static final int MAX_BUCKETS = 10_000;
  private static final int STEPS = 3;

  private final boolean isUnlimited;
  private final List<TokenBuckets> pairs;
  private final List<TokenBuckets> networks;
  private final List<TokenBuckets> names;
  private final TokenBuckets accounts;
  private final Cache<String, Boolean> known =
      Caffeine.newBuilder()
          .maximumSize(MAX_BUCKETS)
          .expireAfterWrite(Duration.ofDays(DAYS_KNOWN))
          .build();

  @Inject
  TokenBucketLimiter(AttemptLimitSettings settings) {
    this(settings.attemptsPerMinute(), MAX_BUCKETS);
  }

  /**
   * @param maxBuckets of each kind
   */
  TokenBucketLimiter(int limit, int maxBuckets) {
    this.isUnlimited = limit == 0;
    this.pairs = steps(limit, maxBuckets);
    this.networks = steps((long) limit * ACCOUNTS_PER_NETWORK, maxBuckets);
    this.names = steps(limit, maxBuckets);
    this.accounts = new TokenBuckets(Math.max(1, (long) limit * NETWORKS_PER_ACCOUNT), maxBuckets);
  }

  /** For a /64 or an IPv4 address, a /56 and a /48. */
  private static List<TokenBuckets> steps(long limit, int maxBuckets) {
    return IntStream.range(0, STEPS)
        .mapToObj(step -> new TokenBuckets(Math.max(1, limit << step), maxBuckets))
        .toList();
  }

  @Override
  public Optional<Duration> waitForLogin(ClientAddress client) {
    return isUnlimited ? Optional.empty() : exhausted(networks, "", client);
  }

  @Override
  public Optional<Duration> spend(List<AccountKey> keys, ClientAddress client) {
    if (isUnlimited) {
      return Optional.empty();
    }
    return exhausted(networks, "", client)
        .or(() -> first(keys.stream(), key -> spend(pairs, key.value() + " ", client)))
        .or(() -> first(keys.stream(), key -> spendOfAccount(key, client)))
        .or(() -> spend(networks, "", client));
  }

  private Optional<Duration> spendOfAccount(AccountKey key, ClientAddress client) {
    return known.getIfPresent(knownKey(key, client)) == null
        ? spend(accounts.of(key.value(), client.networks().getLast()))
        : Optional.empty();
  }

  @Override
  public void succeeded(AccountKey account, ClientAddress client) {
    known.put(knownKey(account, client), true);
  }

  @Override
  public Optional<Duration> waitForNames(ClientAddress client) {
    return isUnlimited ? Optional.empty() : exhausted(names, "", client);
  }

  @Override
  public void nameTaken(ClientAddress client) {
    if (!isUnlimited) {
      spend(names, "", client);
    }
  }

  private static String knownKey(AccountKey account, ClientAddress client) {
    return TokenBuckets.digest(account.value() + " " + client.networks().getFirst());
  }

  /** Takes a token from each step's bucket, or from none if one of them is empty. */
  private static Optional<Duration> spend(
      List<TokenBuckets> steps, String prefix, ClientAddress client) {
    return exhausted(steps, prefix, client)
        .or(() -> first(buckets(steps, prefix, client), TokenBucketLimiter::spend));
  }

  private static Optional<Duration> spend(Bucket bucket) {
    ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
    return probe.isConsumed()
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
  }

  private static Optional<Duration> exhausted(
      List<TokenBuckets> steps, String prefix, ClientAddress client) {
    return first(buckets(steps, prefix, client), TokenBucketLimiter::refill);
  }

  private static Optional<Duration> refill(Bucket bucket) {
    EstimationProbe probe = bucket.estimateAbilityToConsume(1);
    return probe.canBeConsumed()
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
  }

  /** Lazy, widest network first: if that is exhausted, no narrower bucket is created. */
  private static Stream<Bucket> buckets(
      List<TokenBuckets> steps, String prefix, ClientAddress client) {
    List<String> prefixes = client.networks();
    return IntStream.range(0, prefixes.size())
        .map(step -> prefixes.size() - 1 - step)
        .mapToObj(step -> steps.get(step).of(prefix + prefixes.get(step), prefixes.getLast()));
  }

  private static <T> Optional<Duration> first(Stream<T> all, Function<T, Optional<Duration>> wait) {
    return all.map(wait).flatMap(Optional::stream).findFirst();
  }
}
