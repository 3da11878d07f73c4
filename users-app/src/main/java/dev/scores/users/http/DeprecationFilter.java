package dev.scores.users.http;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;

/**
 * Marks the responses of each {@link DeprecatedOperation} (VERSIONING.md, "Deprecation"). Both
 * operations were deprecated at the same time.
 */
@DeprecatedOperation
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class DeprecationFilter {

  /** 29 November 2026 (RFC 9745). */
  private static final String SINCE = "@1795910400";

  /** The earliest time of the removal (RFC 8594). */
  private static final String SUNSET = "Tue, 30 Nov 2027 00:00:00 GMT";

  private static final String DOCUMENTATION = "</docs>; rel=\"deprecation\"";

  @ResponseFilter
  void mark(MutableHttpResponse<?> response) {
    response
        .header("Deprecation", SINCE)
        .header("Sunset", SUNSET)
        .header(HttpHeaders.LINK, DOCUMENTATION);
  }
}
