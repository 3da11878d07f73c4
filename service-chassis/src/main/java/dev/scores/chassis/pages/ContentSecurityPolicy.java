package dev.scores.chassis.pages;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Content Security Policy (Level 3) of a page. It allows resources of the service itself, and
 * calls to the service and to chosen others. Inline scripts and styles are not allowed.
 */
public final class ContentSecurityPolicy {

  private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1");

  /** A host name or an IPv4 address; CSP has no syntax for IPv6 addresses. */
  private static final Pattern HOST = Pattern.compile("([A-Za-z0-9.-]{1,253})(?::[0-9]{1,5})?");

  private ContentSecurityPolicy() {}

  /**
   * @param images the sources of images
   * @param callable the sources that scripts may call, besides the service itself
   */
  public static String of(String images, Collection<String> callable) {
    Set<String> connections = new LinkedHashSet<>();
    connections.add("'self'");
    connections.addAll(callable);
    return String.join(
        "; ",
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src " + images,
        "connect-src " + String.join(" ", connections),
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'");
  }

  /**
   * All ports of the page's host, where the other service runs in development.
   *
   * @param host the value of the {@code Host} header; any text
   * @return no source if the host is malformed
   */
  public static List<String> portsOf(String host) {
    Matcher name = HOST.matcher(host);
    if (!name.matches()) {
      return List.of();
    }
    List<String> names = LOOPBACK.contains(name.group(1)) ? LOOPBACK : List.of(name.group(1));
    return names.stream().map(sibling -> sibling + ":*").toList();
  }
}
