package dev.scores.chassis.settings;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/** The proxies whose {@code X-Forwarded-For} header is trusted. */
public record TrustedProxies(List<Network> networks) {

  /**
   * A range of addresses with a common prefix.
   *
   * @param bits the length of the prefix
   */
  record Network(InetAddress address, int bits) {

    static Network parse(String text) {
      int slash = text.indexOf('/');
      InetAddress address = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
      int most = address.getAddress().length * Byte.SIZE;
      int bits = slash < 0 ? most : Integer.parseInt(text.substring(slash + 1));
      if (bits < 0 || bits > most) {
        throw new IllegalArgumentException("not a network: " + text);
      }
      return new Network(address, bits);
    }

    boolean contains(InetAddress other) {
      byte[] own = address.getAddress();
      byte[] others = other.getAddress();
      if (own.length != others.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> (bit % Byte.SIZE);
        if (((own[bit / Byte.SIZE] ^ others[bit / Byte.SIZE]) & mask) != 0) {
          return false;
        }
      }
      return true;
    }
  }

  public TrustedProxies {
    networks = List.copyOf(networks);
  }

  /**
   * @throws IllegalArgumentException if the text is not a list of addresses and networks, separated
   *     by commas
   */
  public static TrustedProxies parse(String text) {
    return new TrustedProxies(
        Arrays.stream(text.split(",", -1))
            .map(String::strip)
            .filter(network -> !network.isEmpty())
            .map(Network::parse)
            .toList());
  }

  /**
   * The client: the last address of the chain that is not a trusted proxy.
   *
   * @param peer the remote address of the connection
   * @param forwarded the addresses in {@code X-Forwarded-For}, the farthest first
   */
  public InetAddress client(InetAddress peer, List<String> forwarded) {
    InetAddress client = peer;
    for (String hop : forwarded.reversed()) {
      if (!trusts(client)) {
        return client;
      }
      try {
        client = InetAddress.ofLiteral(withoutPort(hop.strip()));
      } catch (IllegalArgumentException malformed) {
        return client;
      }
    }
    return client;
  }

  private boolean trusts(InetAddress address) {
    return networks.stream().anyMatch(network -> network.contains(address));
  }

  /** Removes the port of {@code 192.0.2.1:4711} and {@code [2001:db8::1]:4711}. */
  private static String withoutPort(String hop) {
    int bracket = hop.indexOf(']');
    if (hop.startsWith("[") && bracket > 0) {
      return hop.substring(1, bracket);
    }
    int colon = hop.indexOf(':');
    return colon > 0 && colon == hop.lastIndexOf(':') ? hop.substring(0, colon) : hop;
  }
}
