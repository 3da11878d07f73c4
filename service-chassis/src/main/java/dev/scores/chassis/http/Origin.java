package dev.scores.chassis.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.regex.Pattern;

/**
 * Validates {@code Origin} (the Fetch standard, section 3.2): a scheme and a host, or {@code null}.
 */
final class Origin {

  private static final Pattern SERIALIZED = Pattern.compile("null|[a-z][a-z0-9+.-]*://[!-~]+");

  private Origin() {}

  /** Removes a malformed header, because the response would repeat it. */
  static void removeIfMalformed(HttpHeaders headers) {
    String origin = headers.get(HttpHeaderNames.ORIGIN);
    if (origin != null && !SERIALIZED.matcher(origin).matches()) {
      headers.remove(HttpHeaderNames.ORIGIN);
    }
  }
}
