package dev.scores.chassis.http;

import io.micronaut.core.annotation.Order;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;

/**
 * What every answer says of itself: it is JSON unless it says what else it is, and where only a
 * caller may ask, no cache shares it.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Order(FilterOrder.RESPONSE_HEADERS)
final class DefaultResponseHeaders {

  private static final String PRIVATE = "dev.scores.chassis.private";

  /** Noted beforehand: a refusal has a route of its own. */
  @RequestFilter
  void note(HttpRequest<?> request) {
    if (ProtectedRoutes.wantsCaller(request)) {
      request.setAttribute(PRIVATE, true);
    }
  }

  @ResponseFilter
  void finish(HttpRequest<?> request, MutableHttpResponse<?> response) {
    if (response.getContentType().isEmpty() && response.getBody().isPresent()) {
      response.contentType(MediaType.APPLICATION_JSON_TYPE);
    }
    if (request.getAttribute(PRIVATE).isPresent()) {
      restrictCaching(response);
    }
  }

  /**
   * An answer with a version may be stored by the caller's own cache, which revalidates it each
   * time (RFC 9111, section 5.2.2.4), and never for another caller: versions of different users'
   * scores are alike. Any other is not stored at all.
   */
  private static void restrictCaching(MutableHttpResponse<?> response) {
    if (response.getHeaders().contains(HttpHeaders.ETAG)) {
      response.header(HttpHeaders.CACHE_CONTROL, "private, no-cache");
      response.header(HttpHeaders.VARY, HttpHeaders.AUTHORIZATION);
    } else {
      response.header(HttpHeaders.CACHE_CONTROL, "private, no-store");
    }
  }
}
