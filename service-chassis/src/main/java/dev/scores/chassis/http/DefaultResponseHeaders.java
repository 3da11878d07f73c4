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
 * Sets default headers: {@code Content-Type} JSON for bodies without a type, and {@code
 * Cache-Control} for requests that require authentication.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Order(FilterOrder.RESPONSE_HEADERS)
final class DefaultResponseHeaders {

  private static final String PRIVATE = "dev.scores.chassis.private";

  private final RouteProtection protection;

  DefaultResponseHeaders(RouteProtection protection) {
    this.protection = protection;
  }

  /** Runs before the response: an error response has a route of its own. */
  @RequestFilter
  void markPrivate(HttpRequest<?> request) {
    if (protection.requiresCaller(request)) {
      request.setAttribute(PRIVATE, true);
    }
  }

  @ResponseFilter
  void setHeaders(HttpRequest<?> request, MutableHttpResponse<?> response) {
    if (response.getContentType().isEmpty() && response.getBody().isPresent()) {
      response.contentType(MediaType.APPLICATION_JSON_TYPE);
    }
    if (request.getAttribute(PRIVATE).isPresent()) {
      restrictCaching(response);
    }
  }

  /**
   * A response with an entity tag may be stored by the caller's private cache, which revalidates it
   * each time (RFC 9111, section 5.2.2.4). It varies by caller, because entity tags of different
   * users' resources may be equal. Other responses are not stored.
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
