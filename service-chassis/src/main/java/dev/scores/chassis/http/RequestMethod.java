package dev.scores.chassis.http;

import io.netty.handler.codec.http.HttpMethod;
import java.util.Locale;

/** A request's method. */
final class RequestMethod {

  private RequestMethod() {}

  /**
   * The method, or one that no route has where it is not in upper case: methods are case-sensitive
   * (RFC 9110, section 9.1), but the framework takes {@code get} for GET.
   */
  static HttpMethod exact(HttpMethod method) {
    return method.name().equals(method.name().toUpperCase(Locale.ROOT))
        ? method
        : HttpMethod.valueOf("NOT-" + method.name());
  }
}
