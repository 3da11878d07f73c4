package dev.scores.chassis.http;

import io.micronaut.http.HttpRequest;
import io.netty.handler.codec.http.HttpMethod;

/**
 * HEAD (RFC 9110, section 9.3.2): answered as GET would be, headers and all, for the server's codec
 * remembers what was asked and leaves the content out. A route that would go far for the content
 * can ask whether anybody is going to read it.
 */
public final class HeadRequests {

  /** Never believed when it comes from outside. */
  private static final String MARK = "X-Internal-Head";

  private HeadRequests() {}

  /** Whether only the headers of the answer go out. */
  public static boolean is(HttpRequest<?> request) {
    return request.getHeaders().contains(MARK);
  }

  static void mark(io.netty.handler.codec.http.HttpRequest request) {
    request.headers().remove(MARK);
    if (request.method().equals(HttpMethod.HEAD)) {
      request.setMethod(HttpMethod.GET);
      request.headers().set(MARK, "true");
    }
  }
}
