package dev.scores.users.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClientAddressTest {

  @Test
  void ipv4AddressIsItsOwnNetwork() {
    assertEquals(List.of("192.0.2.1"), networks("192.0.2.1"));
    assertEquals(List.of("192.0.2.1"), networks("::ffff:192.0.2.1"));
  }

  @Test
  void ipv6AddressHasThreeNetworks() {
    assertEquals(
        List.of("20010db812345678/64", "20010db8123456/56", "20010db81234/48"),
        networks("2001:db8:1234:5678:9abc::1"));
  }

  private static List<String> networks(String address) {
    return new ClientAddress(InetAddress.ofLiteral(address)).networks();
  }
}
