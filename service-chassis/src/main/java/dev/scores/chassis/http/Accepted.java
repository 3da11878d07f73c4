package dev.scores.chassis.http;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;

/**
 * What a client accepts (RFC 9110, section 12.5.1). The router does not get to see it: an {@code
 * Accept} that nothing here can satisfy is answered with JSON and not with 406 (design, section 3),
 * and a route that has more than one form asks here.
 */
public final class Accepted {

  private static final String MOVED = "X-Internal-Accept";

  private Accepted() {}

  /** The media ranges of the request, best first; none where there are none that can be read. */
  public static List<MediaType> by(HttpRequest<?> request) {
    try {
      return MediaType.orderedOf(request.getHeaders().getAll(MOVED));
    } catch (IllegalArgumentException unreadable) {
      return List.of();
    }
  }

  static void hide(HttpHeaders headers) {
    List<String> accepted = headers.getAll(HttpHeaderNames.ACCEPT);
    headers.remove(HttpHeaderNames.ACCEPT).remove(MOVED);
    if (!accepted.isEmpty()) {
      headers.set(MOVED, accepted);
    }
  }
}
