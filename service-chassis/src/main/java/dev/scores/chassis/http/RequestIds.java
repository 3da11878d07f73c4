package dev.scores.chassis.http;

import dev.scores.chassis.logging.MdcEntry;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.propagation.MutablePropagatedContext;
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

/**
 * Sets the id of each request: the value of its {@code X-Request-Id} header if that is safe to
 * repeat, else a new one. The response repeats it, and log lines written for the request contain
 * it.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Order(FilterOrder.REQUEST_ID)
public final class RequestIds {

  static final String HEADER = "X-Request-Id";

  /** The name of the id in log lines. */
  public static final String KEY = "request_id";

  private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  @RequestFilter
  @PreMatching
  void setId(HttpRequest<?> request, MutablePropagatedContext context) {
    String id = from(request.getHeaders().get(HEADER));
    request.setAttribute(HEADER, id);
    context.add(new MdcEntry(KEY, id));
  }

  @ResponseFilter
  void setHeader(HttpRequest<?> request, MutableHttpResponse<?> response) {
    request.getAttribute(HEADER, String.class).ifPresent(id -> response.header(HEADER, id));
  }

  /** The request's id; empty if the request was rejected before it was set. */
  public static Optional<String> of(HttpRequest<?> request) {
    return request.getAttribute(HEADER, String.class);
  }

  /** The id that a client sent, if it is safe to repeat, or a new one. */
  static String from(@Nullable String sent) {
    return Optional.ofNullable(sent).filter(SAFE.asMatchPredicate()).orElseGet(RequestIds::random);
  }

  /** Unique, but not secret. */
  private static String random() {
    ThreadLocalRandom source = ThreadLocalRandom.current();
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(source.nextLong()) + hex.toHexDigits(source.nextLong());
  }
}
