package dev.scores.users.domain;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * The network address of a client. Limits and queues identify clients by it.
 *
 * <p>An IPv6 client has more than one address: a host has a /64 of its own, a site usually a /56 or
 * a /48 (RFC 6177). Limits therefore apply to each of these networks.
 */
public record ClientAddress(InetAddress value) {

  private static final int[] IPV6_PREFIX_BYTES = {8, 7, 6};
  private static final ClientAddress LOOPBACK = new ClientAddress(InetAddress.getLoopbackAddress());

  public ClientAddress {
    Objects.requireNonNull(value, "value");
  }

  /** The address of commands run on this machine. */
  public static ClientAddress loopback() {
    return LOOPBACK;
  }

  /**
   * The networks that the address belongs to, the narrowest first: the address itself for IPv4, the
   * /64, the /56 and the /48 for IPv6.
   */
  public List<String> networks() {
    if (!(value instanceof Inet6Address)) {
      return List.of(value.getHostAddress());
    }
    byte[] bytes = value.getAddress();
    return Arrays.stream(IPV6_PREFIX_BYTES)
        .mapToObj(
            length ->
                HexFormat.of().formatHex(Arrays.copyOf(bytes, length)) + "/" + length * Byte.SIZE)
        .toList();
  }
}
