package dev.scores.chassis.http;

import java.util.BitSet;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Converts the target of a request line (RFC 9112, section 3.2) to a canonical form. Every target,
 * even one that is not a URI, then reaches the router, so a malformed id is handled as such and not
 * as a malformed request.
 */
public final class RequestTarget {

  /** RFC 3986, section 2.3. */
  private static final BitSet UNRESERVED =
      characters("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~");

  /** Further characters that a query may contain (RFC 3986, section 3.4). */
  private static final BitSet QUERY = characters("!$&'()*+,;=:@/?");

  /** Scheme and authority of an absolute target, as proxies send it (RFC 9112, section 3.2.2). */
  private static final Pattern ABSOLUTE = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://[^/?]*");

  private RequestTarget() {}

  /**
   * Percent-encodes every character that is not literal in its place, and keeps valid escapes. In a
   * path, unreserved characters are literal, and slashes unless they make a segment empty: {@code
   * /ping/} is not {@code /ping}, and {@code //ping} does not name a host.
   */
  public static String canonical(String target) {
    int start = authority(target);
    int query = target.indexOf('?', start);
    int path = query < 0 ? target.length() : query;
    if (isCanonical(target, start, path)) {
      return target;
    }
    StringBuilder canonical = new StringBuilder(target.length() + 16).append(target, 0, start);
    for (int i = start; i < target.length(); i++) {
      char c = target.charAt(i);
      if (isLiteral(target, i, start, path)) {
        canonical.append(c);
      } else {
        // A char is a byte here: the server reads request lines as ISO 8859-1.
        canonical.append('%').append(HexFormat.of().withUpperCase().toHexDigits((byte) c));
      }
    }
    return canonical.toString();
  }

  /**
   * Where the path begins: after the authority of an absolute target; at the end if there is no
   * path.
   */
  private static int authority(String target) {
    if (target.startsWith("/")) {
      return 0;
    }
    Matcher absolute = ABSOLUTE.matcher(target);
    return absolute.lookingAt() ? absolute.end() : target.length();
  }

  private static boolean isCanonical(String target, int start, int path) {
    for (int i = start; i < target.length(); i++) {
      if (!isLiteral(target, i, start, path)) {
        return false;
      }
    }
    return true;
  }

  /**
   * @param start the start of the path
   * @param path the end of the path, where the query begins
   */
  private static boolean isLiteral(String target, int i, int start, int path) {
    char c = target.charAt(i);
    if (c == '%') {
      return isEscape(target, i);
    }
    if (i < path && c == '/') {
      return i == start || (i < path - 1 && target.charAt(i - 1) != '/');
    }
    return UNRESERVED.get(c) || (i >= path && QUERY.get(c));
  }

  private static boolean isEscape(String target, int i) {
    return i + 2 < target.length()
        && HexFormat.isHexDigit(target.charAt(i + 1))
        && HexFormat.isHexDigit(target.charAt(i + 2));
  }

  private static BitSet characters(String characters) {
    BitSet set = new BitSet(128);
    characters.chars().forEach(set::set);
    return set;
  }
}
