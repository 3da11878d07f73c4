package dev.scores.chassis.http;

import io.micronaut.core.annotation.Order;
import io.micronaut.core.propagation.MutablePropagatedContext;
import io.micronaut.core.propagation.ThreadPropagatedContextElement;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.server.annotation.PreMatching;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Gives every request an id: the one it brings, if that is safe to repeat, or a new one. It is
 * echoed in the header and stands in every log line that is written on the request's behalf.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Order(FilterOrder.REQUEST_ID)
public final class RequestIds {

  static final String HEADER = "X-Request-Id";

  /** The name in log lines. */
  public static final String KEY = "request_id";

  private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  @RequestFilter
  @PreMatching
  void take(HttpRequest<?> request, MutablePropagatedContext context) {
    String id = from(request.getHeaders().get(HEADER));
    request.setAttribute(HEADER, id);
    context.add(new InLogLines(id));
  }

  @ResponseFilter
  void echo(HttpRequest<?> request, MutableHttpResponse<?> response) {
    request.getAttribute(HEADER, String.class).ifPresent(id -> response.header(HEADER, id));
  }

  /** The request's id; none where the request was rejected before it had one. */
  public static Optional<String> of(HttpRequest<?> request) {
    return request.getAttribute(HEADER, String.class);
  }

  /** What a request brings, where it is safe to repeat, or a new one. */
  static String from(@Nullable String brought) {
    return Optional.ofNullable(brought)
        .filter(SAFE.asMatchPredicate())
        .orElseGet(RequestIds::fresh);
  }

  /** The id in the lines of whichever thread works for the request: one entry, not a copied map. */
  private record InLogLines(String id) implements ThreadPropagatedContextElement<@Nullable String> {

    @Override
    public @Nullable String updateThreadContext() {
      String before = MDC.get(KEY);
      MDC.put(KEY, id);
      return before;
    }

    @Override
    public void restoreThreadContext(@Nullable String before) {
      if (before == null) {
        MDC.remove(KEY);
      } else {
        MDC.put(KEY, before);
      }
    }
  }

  /** It has to differ from others, not to be secret. */
  private static String fresh() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
  }
}
