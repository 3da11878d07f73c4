package dev.scores.users.http;

import dev.scores.chassis.http.ApiException;
import dev.scores.chassis.http.FilterOrder;
import dev.scores.chassis.http.OriginalRequest;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;

/**
 * Rejects HEAD where GET logs out. Elsewhere HEAD is handled like GET; here that would change
 * state, but HEAD is safe (RFC 9110, section 9.2.1): a link preview must not log a user out.
 */
@ServerFilter("/auth/logout")
final class LogOutByHeadFilter implements Ordered {

  @RequestFilter
  void reject(HttpRequest<?> request) {
    if (OriginalRequest.of(request).isHead()) {
      throw ApiException.of(
              HttpStatus.METHOD_NOT_ALLOWED,
              "method_not_allowed",
              "The method is not allowed here.")
          .withHeader(HttpHeaders.ALLOW, "GET, POST");
    }
  }

  /** Before authentication, so that the response does not depend on the caller. */
  @Override
  public int getOrder() {
    return FilterOrder.BEFORE_AUTHENTICATION;
  }
}
