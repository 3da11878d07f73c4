package dev.scores.chassis.http;

import io.micronaut.http.HttpRequest;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.util.AttributeKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parts of the request that {@link RequestNormalizer} hides from the router: the router sees a
 * GET for HEAD, and no {@code Accept}, because it would return 406 where the contract has JSON. An
 * attribute of the connection, which has one request at a time ({@code RequestSequencer}).
 * Immutable.
 *
 * @param accept the values of {@code Accept}
 * @param isHead whether the method is HEAD, so that only the headers of the response are sent
 */
public record OriginalRequest(List<String> accept, boolean isHead) {

  private static final AttributeKey<OriginalRequest> CURRENT =
      AttributeKey.valueOf("original-request");
  private static final OriginalRequest NONE = new OriginalRequest(List.of(), false);

  /** The original of a request that a route or filter got. */
  public static OriginalRequest of(HttpRequest<?> request) {
    return of(RequestChannel.of(request));
  }

  /** The original of the connection's last normalized request. */
  static OriginalRequest of(Channel connection) {
    @Nullable OriginalRequest current = connection.attr(CURRENT).get();
    return current == null ? NONE : current;
  }

  /** Removes what the router must not see, and keeps it for the other methods. */
  static void hide(Channel connection, io.netty.handler.codec.http.HttpRequest request) {
    List<String> accept = request.headers().getAll(HttpHeaderNames.ACCEPT);
    boolean isHead = request.method().equals(HttpMethod.HEAD);
    if (!accept.isEmpty()) {
      request.headers().remove(HttpHeaderNames.ACCEPT);
    }
    if (isHead) {
      request.setMethod(HttpMethod.GET);
    }
    connection.attr(CURRENT).set(new OriginalRequest(accept, isHead));
  }

  /** Forgets the previous request of the connection: the current one hides nothing. */
  static void reset(Channel connection) {
    connection.attr(CURRENT).set(NONE);
  }
}
