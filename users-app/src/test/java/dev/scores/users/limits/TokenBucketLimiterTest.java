package dev.scores.users.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.users.domain.AccountKey;
import dev.scores.users.domain.ClientAddress;
import dev.scores.users.domain.InMemoryAttemptCounts;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A limit of two attempts a minute, and a clock that moves only when told. */
class TokenBucketLimiterTest {

  private static final ClientAddress HERE = client("192.0.2.1");
  private static final ClientAddress THERE = client("192.0.2.2");

  private Instant now = Instant.parse("2026-11-20T09:15:00Z");
  private final InMemoryAttemptCounts counts = new InMemoryAttemptCounts();
  private final TokenBucketLimiter limits = instance(2);

  @Test
  void pairHasALimitAndAWaitingTime() {
    assertEquals(2, attempts("ada", HERE, 2));
    Duration wait = spend("ada", HERE).orElseThrow();
    assertTrue(wait.isPositive() && wait.compareTo(Duration.ofSeconds(30)) <= 0, wait.toString());
  }

  @Test
  void oneAddressDoesNotLockOutAnother() {
    attempts("ada", HERE, 100);
    assertEquals(2, attempts("ada", THERE, 2));
  }

  @Test
  void rejectedPairCostsItsAddressNothing() {
    attempts("ada", HERE, 100);
    assertEquals(2, attempts("bob", HERE, 2));
  }

  @Test
  void addressHasTenTimesTheLimitOfAPair() {
    assertEquals(20, accounts(HERE, 50));
    assertTrue(limits.waitForLogin(HERE).isPresent());
    assertEquals(1, attempts("u0", THERE, 1));
    assertEquals(Optional.empty(), limits.waitForLogin(THERE));
  }

  @Test
  void everyKeyOfAnAccountCounts() {
    attempts("ada", HERE, 2);
    List<AccountKey> keys = List.of(new AccountKey("new"), new AccountKey("ada"));
    assertTrue(limits.spend(keys, HERE).isPresent());
  }

  @Test
  void accountHasALimitForAllAddresses() {
    int passed = 0;
    for (int i = 0; i < 100; i++) {
      passed += attempts("ada", client("198.51.100." + i), 2);
    }
    assertEquals(10, passed);
    assertEquals(1, attempts("bob", client("198.51.100.1"), 1));
  }

  @Test
  void knownAddressOfTheUserIsNotLockedOut() {
    limits.succeeded(new AccountKey("ada"), HERE);
    for (int i = 0; i < 100; i++) {
      attempts("ada", client("198.51.100." + i), 2);
    }
    assertEquals(0, attempts("ada", THERE, 1));
    assertEquals(2, attempts("ada", HERE, 3));
  }

  @Test
  void widerIpv6NetworksHaveWiderLimits() {
    assertEquals(2, attempts("ada", client("2001:db8:1:1::1"), 2));
    assertEquals(0, attempts("ada", client("2001:db8:1:1::ffff"), 1));
    assertEquals(2, attempts("ada", client("2001:db8:1:2::1"), 2));
    assertEquals(0, attempts("ada", client("2001:db8:1:3::1"), 1));
    assertEquals(2, attempts("ada", client("2001:db8:1:100::1"), 2));
    assertEquals(2, attempts("ada", client("2001:db8:1:200::1"), 2));
    assertEquals(0, attempts("ada", client("2001:db8:1:300::1"), 1));
    assertEquals(2, attempts("ada", client("2001:db8:2::1"), 2));
  }

  @Test
  void ipv6SiteHasOneLimitForItsSubnets() {
    int passed = 0;
    for (int subnet = 0; subnet < 256; subnet++) {
      String address = "2001:db8:1:" + Integer.toHexString(subnet * 256) + "::1";
      passed += attempts("u" + subnet, client(address), 1);
    }
    assertEquals(80, passed);
    assertEquals(1, attempts("new", client("2001:db8:2::1"), 1));
  }

  @Test
  void instancesShareTheLimits() {
    TokenBucketLimiter other = instance(2);
    attempts("ada", HERE, 1);
    assertEquals(Optional.empty(), other.spend(List.of(new AccountKey("ada")), HERE));
    assertTrue(spend("ada", HERE).isPresent());
    assertTrue(other.spend(List.of(new AccountKey("ada")), HERE).isPresent());
    limits.nameTaken(HERE);
    other.nameTaken(HERE);
    assertTrue(limits.waitForNames(HERE).isPresent());
    assertTrue(other.waitForNames(HERE).isPresent());
  }

  @Test
  void clientThatIsRejectedAgainIsNotCounted() {
    accounts(HERE, 21);
    int before = counts.calls();
    assertEquals(0, accounts(HERE, 100));
    assertTrue(limits.waitForLogin(HERE).isPresent());
    assertEquals(before, counts.calls());
  }

  @Test
  void namesThatAreRejectedAgainAreNotCounted() {
    limits.nameTaken(HERE);
    limits.nameTaken(HERE);
    assertTrue(limits.waitForNames(HERE).isPresent());
    int before = counts.calls();
    assertTrue(limits.waitForNames(HERE).isPresent());
    limits.nameTaken(HERE);
    assertEquals(before, counts.calls());
  }

  @Test
  void rejectionEndsWhenTheBucketHasATokenAgain() {
    attempts("ada", HERE, 3);
    limits.nameTaken(HERE);
    limits.nameTaken(HERE);
    assertTrue(limits.waitForNames(HERE).isPresent());
    pass(Duration.ofSeconds(29));
    assertEquals(0, attempts("ada", HERE, 1));
    assertTrue(limits.waitForNames(HERE).isPresent());
    pass(Duration.ofSeconds(1));
    assertEquals(1, attempts("ada", HERE, 2));
    assertEquals(Optional.empty(), limits.waitForNames(HERE));
  }

  @Test
  void takenNamesHaveALimit() {
    limits.nameTaken(HERE);
    assertEquals(Optional.empty(), limits.waitForNames(HERE));
    limits.nameTaken(HERE);
    assertTrue(limits.waitForNames(HERE).isPresent());
    assertEquals(Optional.empty(), limits.waitForNames(THERE));
    assertEquals(1, attempts("ada", HERE, 1));
  }

  @Test
  void zeroTurnsLimitsOff() {
    TokenBucketLimiter none = instance(0);
    for (int i = 0; i < 1000; i++) {
      none.nameTaken(HERE);
      assertEquals(Optional.empty(), none.waitForLogin(HERE));
      assertEquals(Optional.empty(), none.waitForNames(HERE));
      assertEquals(Optional.empty(), none.spend(List.of(new AccountKey("ada")), HERE));
    }
    assertEquals(0, counts.calls());
  }

  private TokenBucketLimiter instance(int limit) {
    InstantSource clock = () -> now;
    return new TokenBucketLimiter(
        new AttemptLimitSettings(limit), counts, clock.withZone(ZoneOffset.UTC));
  }

  private void pass(Duration time) {
    now = now.plus(time);
    counts.pass(time);
  }

  private Optional<Duration> spend(String account, ClientAddress from) {
    return limits.spend(List.of(new AccountKey(account)), from);
  }

  private int attempts(String account, ClientAddress from, int count) {
    return (int) IntStream.range(0, count).filter(i -> spend(account, from).isEmpty()).count();
  }

  private int accounts(ClientAddress from, int count) {
    return IntStream.range(0, count).map(i -> attempts("u" + i, from, 1)).sum();
  }

  private static ClientAddress client(String address) {
    return new ClientAddress(InetAddress.ofLiteral(address));
  }
}
