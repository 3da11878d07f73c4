package dev.scores.chassis.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetAddress;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // Trusted, peer, X-Forwarded-For, client
        "''                     | 192.0.2.1 | 198.51.100.7           | 192.0.2.1",
        "192.0.2.1              | 192.0.2.1 | 198.51.100.7           | 198.51.100.7",
        "192.0.2.1              | 192.0.2.1 | ''                     | 192.0.2.1",
        "192.0.2.1              | 192.0.2.2 | 198.51.100.7           | 192.0.2.2",
        "192.0.2.1              | 192.0.2.1 | 10.0.0.1, 198.51.100.7 | 198.51.100.7",
        "192.0.2.0/24           | 192.0.2.9 | 10.0.0.1,192.0.2.8     | 10.0.0.1",
        "192.0.2.0/24,10.0.0.1  | 192.0.2.9 | 10.0.0.1,192.0.2.8     | 10.0.0.1",
        "192.0.2.0/31           | 192.0.2.2 | 10.0.0.1               | 192.0.2.2",
        "0.0.0.0/0              | 192.0.2.2 | evil, 198.51.100.7     | 198.51.100.7",
        "0.0.0.0/0              | 192.0.2.2 | 1.2.3.4, unknown       | 192.0.2.2",
        "192.0.2.1              | 192.0.2.1 | 198.51.100.7:4711      | 198.51.100.7",
        "2001:db8::/32, ::1     | ::1       | 2001:db9::7            | 2001:db9::7",
        "2001:db8::/32, ::1     | ::1       | [2001:db9::7]:4711     | 2001:db9::7",
        "2001:db8::/32, ::1     | ::1       | 7.7.7.7, 2001:db8::7   | 7.7.7.7",
        "192.0.2.1              | 192.0.2.1 | ::ffff:198.51.100.7    | 198.51.100.7"
      })
  void clientIsTheLastUntrustedAddress(
      String trusted, String peer, String forwarded, String client) {
    assertEquals(
        InetAddress.ofLiteral(client),
        TrustedProxies.parse(trusted)
            .client(InetAddress.ofLiteral(peer), Arrays.asList(forwarded.split(",", -1))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"proxy", "192.0.2.0/33", "192.0.2.0/-1", "192.0.2.0/x", "::/129", "/8"})
  void malformedNetworkIsRejected(String text) {
    assertThrows(IllegalArgumentException.class, () -> TrustedProxies.parse(text));
  }
}
