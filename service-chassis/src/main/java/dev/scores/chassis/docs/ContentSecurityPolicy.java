package dev.scores.chassis.docs;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the page may do (Content Security Policy Level 3): run, show and load what the service
 * itself serves, and call the service, the servers that the contract names, and other ports of the
 * host that it was opened at, where in development the other service is. The page needs no inline
 * script and no inline style.
 */
final class ContentSecurityPolicy {

  private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1");

  /** A name or an address of IPv4: a source of the policy cannot be one of IPv6. */
  private static final Pattern HOST = Pattern.compile("([A-Za-z0-9.-]{1,253})(?::[0-9]{1,5})?");

  private ContentSecurityPolicy() {}

  /**
   * @param origins those of the contract's servers
   * @param host the header {@code Host}, or what a client sends in its place
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
        // Swagger UI's style sheet has its icons in it.
        "img-src 'self' data:",
        "connect-src " + String.join(" ", callable),
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'");
  }
}
