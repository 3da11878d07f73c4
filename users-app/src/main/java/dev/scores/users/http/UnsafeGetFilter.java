package dev.scores.users.http;

import dev.scores.chassis.http.ApiException;
import dev.scores.chassis.http.FilterOrder;
import dev.scores.chassis.http.OriginalRequest;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.web.router.Router;
import io.micronaut.web.router.UriRouteMatch;
import java.util.stream.Collectors;

/**
 * Rejects HEAD on {@link UnsafeGet} routes. Elsewhere HEAD is handled like GET; there that would
 * change state, but HEAD is safe (RFC 9110, section 9.2.1): a link preview must not log a user out.
 */
@UnsafeGet
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class UnsafeGetFilter implements Ordered {

  private final Router router;

  UnsafeGetFilter(Router router) {
    this.router = router;
  }

  @RequestFilter
  void reject(HttpRequest<?> request) {
    if (OriginalRequest.of(request).isHead()) {
      throw ApiException.of(
              HttpStatus.METHOD_NOT_ALLOWED,
              "method_not_allowed",
              "The method is not allowed here.")
          .withHeader(HttpHeaders.ALLOW, allowed(request));
    }
  }

  private String allowed(HttpRequest<?> request) {
    return router.findAny(request).stream()
        .map(UriRouteMatch::getHttpMethod)
        .filter(method -> method != HttpMethod.HEAD && method != HttpMethod.OPTIONS)
        .map(HttpMethod::name)
        .distinct()
        .sorted()
        .collect(Collectors.joining(", "));
  }

  /** Before authentication, so that the response does not depend on the caller. */
  @Override
  public int getOrder() {
    return FilterOrder.BEFORE_AUTHENTICATION;
  }
}
