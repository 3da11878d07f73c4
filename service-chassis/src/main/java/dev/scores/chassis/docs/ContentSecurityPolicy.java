package dev.scores.chassis.docs;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Content Security Policy (Level 3) of the documentation page. It allows resources of the
 * service itself, and calls to the service, to the servers in the contract and to other ports of
 * the page's host, where the other service runs in development. Inline scripts and styles are not
 * allowed.
 */
final class ContentSecurityPolicy {

  private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1");

  /** A host name or an IPv4 address; CSP has no syntax for IPv6 addresses. */
  private static final Pattern HOST = Pattern.compile("([A-Za-z0-9.-]{1,253})(?::[0-9]{1,5})?");

  private ContentSecurityPolicy() {}

  /**
   * @param origins the origins of the contract's servers
   * @param host the value of the {@code Host} header; any text
   */
  static String of(List<String> origins, String host) {
    Set<String> callable = new LinkedHashSet<>();
    callable.add("'self'");
    callable.addAll(origins);
    Matcher name = HOST.matcher(host);
    if (name.matches()) {
      List<String> names = LOOPBACK.contains(name.group(1)) ? LOOPBACK : List.of(name.group(1));
      names.forEach(sibling -> callable.add(sibling + ":*"));
    }
    return String.join(
        "; ",
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        // Swagger UI's style sheet contains icons as data URLs.
        "img-src 'self' data:",
        "connect-src " + String.join(" ", callable),
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'");
  }
}
