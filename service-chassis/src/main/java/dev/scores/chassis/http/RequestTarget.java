package dev.scores.chassis.http;

import java.util.BitSet;
import java.util.HexFormat;
import java.util.stream.IntStream;

/**
 * The target of a request line (RFC 9112, section 3.2) in canonical form: whatever a client sends
 * in a path reaches the router as text, also what is no URI at all, so that an odd id is answered
 * as an id that is none and not as an odd request.
 */
final class RequestTarget {

  /** RFC 3986, section 2.3. */
  private static final BitSet UNRESERVED = new BitSet(128);

  static {
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
        .chars()
        .forEach(UNRESERVED::set);
  }

  private RequestTarget() {}

  /**
   * The target with everything else in its path percent-encoded, escapes that are valid left alone.
   * So is a slash that makes a segment empty at either end: {@code /ping/} is not {@code /ping},
   * and {@code //ping} names no host.
   */
  static String canonical(String target) {
    int query = target.indexOf('?');
    String path = query < 0 ? target : target.substring(0, query);
    if (!path.startsWith("/") || isCanonical(path)) {
      return target;
    }
    StringBuilder canonical = new StringBuilder(target.length() + 16);
    for (int i = 0; i < path.length(); i++) {
      if (standsForItself(path, i)) {
        canonical.append(path.charAt(i));
      } else {
        // A char is a byte here: the server reads request lines as ISO 8859-1.
        canonical
            .append('%')
            .append(HexFormat.of().withUpperCase().toHexDigits((byte) path.charAt(i)));
      }
    }
    return canonical.append(target, path.length(), target.length()).toString();
  }

  private static boolean isCanonical(String path) {
    return IntStream.range(0, path.length()).allMatch(i -> standsForItself(path, i));
  }

  private static boolean standsForItself(String path, int i) {
    return switch (path.charAt(i)) {
      case '/' -> i == 0 || (i < path.length() - 1 && path.charAt(i - 1) != '/');
      case '%' -> isEscape(path, i);
      default -> UNRESERVED.get(path.charAt(i));
    };
  }

  private static boolean isEscape(String path, int i) {
    return i + 2 < path.length()
        && HexFormat.isHexDigit(path.charAt(i + 1))
        && HexFormat.isHexDigit(path.charAt(i + 2));
  }
}
