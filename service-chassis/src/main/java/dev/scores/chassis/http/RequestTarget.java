package dev.scores.chassis.http;

import java.util.BitSet;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The target of a request line (RFC 9112, section 3.2) in canonical form: whatever a client sends
 * reaches the router as text, also what is no URI at all, so that an odd id is answered as an id
 * that is none and not as an odd request.
 */
public final class RequestTarget {

  /** RFC 3986, section 2.3. */
  private static final BitSet UNRESERVED =
      characters("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~");

  /** What may stand in a query besides (RFC 3986, section 3.4). */
  private static final BitSet OF_A_QUERY = characters("!$&'()*+,;=:@/?");

  /** Scheme and authority of an absolute target, as a proxy sends it (RFC 9112, section 3.2.2). */
  private static final Pattern ABSOLUTE = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://[^/?]*");

  private RequestTarget() {}

  /**
   * The target with all percent-encoded that does not stand for itself in the place where it is,
   * escapes that are valid left alone. In a path only unreserved characters and slashes do, and no
   * slash that makes a segment empty: {@code /ping/} is not {@code /ping}, and {@code //ping} names
   * no host.
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
      if (standsForItself(target, i, start, path)) {
        canonical.append(c);
      } else {
        // A char is a byte here: the server reads request lines as ISO 8859-1.
        canonical.append('%').append(HexFormat.of().withUpperCase().toHexDigits((byte) c));
      }
    }
    return canonical.toString();
  }

  /** Where the path begins: behind the authority of an absolute target; at the end if none does. */
  private static int authority(String target) {
    if (target.startsWith("/")) {
      return 0;
    }
    Matcher absolute = ABSOLUTE.matcher(target);
    return absolute.lookingAt() ? absolute.end() : target.length();
  }

  private static boolean isCanonical(String target, int start, int path) {
    for (int i = start; i < target.length(); i++) {
      if (!standsForItself(target, i, start, path)) {
        return false;
      }
    }
    return true;
  }

  /**
   * @param start where the path begins
   * @param path where it ends, and a query follows
   */
  private static boolean standsForItself(String target, int i, int start, int path) {
    char c = target.charAt(i);
    if (c == '%') {
      return isEscape(target, i);
    }
    if (i < path && c == '/') {
      return i == start || (i < path - 1 && target.charAt(i - 1) != '/');
    }
    return UNRESERVED.get(c) || (i >= path && OF_A_QUERY.get(c));
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
