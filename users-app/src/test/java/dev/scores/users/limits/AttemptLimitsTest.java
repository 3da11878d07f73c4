package dev.scores.users.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AttemptLimitsTest {

  private static final InetAddress HERE = InetAddress.ofLiteral("192.0.2.1");
  private static final InetAddress THERE = InetAddress.ofLiteral("192.0.2.2");

  private final AttemptLimits limits = new AttemptLimits(2);

  @Test
  void aPairHasALimitAndIsToldHowLongToWait() {
    assertEquals(2, attempts("ada", HERE, 2));
    Duration wait = limits.spend(List.of("ada"), HERE).orElseThrow();
    assertTrue(wait.isPositive() && wait.compareTo(Duration.ofSeconds(30)) <= 0, wait.toString());
  }

  @Test
  void nobodyLocksAVictimOutFromElsewhere() {
    attempts("ada", HERE, 100);
    assertEquals(2, attempts("ada", THERE, 2));
  }

  @Test
  void whoIsRefusedForOneAccountMayTryAnother() {
    attempts("ada", HERE, 100);
    assertEquals(2, attempts("bob", HERE, 2));
  }

  @Test
  void anAddressHasALimitTenTimesAsLoose() {
    int passed = 0;
    for (int i = 0; i < 50; i++) {
      passed += attempts("u" + i, HERE, 1);
    }
    assertEquals(20, passed);
    assertEquals(1, attempts("u0", THERE, 1));
  }

  @Test
  void everyNameOfAnAccountCounts() {
    attempts("ada", HERE, 2);
    assertTrue(limits.spend(List.of("new", "ada"), HERE).isPresent());
  }

  @Test
  void aNetworkOfIpv6IsOneAddress() {
    assertEquals(2, attempts("ada", InetAddress.ofLiteral("2001:db8::1"), 2));
    assertEquals(0, attempts("ada", InetAddress.ofLiteral("2001:db8::ffff:1"), 2));
    assertEquals(2, attempts("ada", InetAddress.ofLiteral("2001:db8:0:1::1"), 2));
  }

  @Test
  void noLimitIsNone() {
    AttemptLimits none = new AttemptLimits(0);
    for (int i = 0; i < 1000; i++) {
      assertEquals(Optional.empty(), none.spend(List.of("ada"), HERE));
    }
  }

  private int attempts(String account, InetAddress from, int count) {
    int passed = 0;
    for (int i = 0; i < count; i++) {
      passed += limits.spend(List.of(account), from).isEmpty() ? 1 : 0;
    }
    return passed;
  }
}
