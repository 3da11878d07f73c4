package dev.scores.chassis.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.regex.Pattern;

/** What {@code Origin} names (the Fetch standard, section 3.2): a scheme and a host, or nothing. */
final class Origin {

  private static final Pattern SERIALIZED = Pattern.compile("null|[a-z][a-z0-9+.-]*://[!-~]+");

  private Origin() {}

  /** Leaves the header out where it is no origin, for the answer would repeat it. */
  static void check(HttpHeaders headers) {
    String origin = headers.get(HttpHeaderNames.ORIGIN);
    if (origin != null && !SERIALIZED.matcher(origin).matches()) {
      headers.remove(HttpHeaderNames.ORIGIN);
    }
  }
}
