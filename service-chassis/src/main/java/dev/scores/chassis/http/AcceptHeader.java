package dev.scores.chassis.http;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * What a client accepts (RFC 9110, section 12.5.1). The router does not get to see it: an {@code
 * Accept} that nothing here can satisfy is answered with JSON and not with 406 (design, section 3),
 * and a route that has more than one form asks here.
 */
public final class AcceptHeader {

  private static final String MOVED = "X-Internal-Accept";

  private static final Comparator<Rank> BY_RANK =
      Comparator.comparingDouble(Rank::quality).thenComparingInt(Rank::specificity);
  private static final Rank NOT_ACCEPTED = new Rank(0, 0);

  /** How much a client wants something, and how specific the range is that says so. */
  private record Rank(double quality, int specificity) {}

  private AcceptHeader() {}

  /** The media ranges of the request, best first; none where there are none that can be read. */
  public static List<MediaType> by(HttpRequest<?> request) {
    return read(request.getHeaders().getAll(MOVED));
  }

  /** The same, whether or not the router was kept from seeing it. */
  static List<MediaType> by(HttpHeaders headers) {
    List<String> moved = headers.getAll(MOVED);
    return read(moved.isEmpty() ? headers.getAll(HttpHeaderNames.ACCEPT) : moved);
  }

  private static List<MediaType> read(List<String> accept) {
    try {
      return MediaType.orderedOf(accept);
    } catch (IllegalArgumentException unreadable) {
      return List.of();
    }
  }

  /**
   * What the client ranks highest of what there is: by quality, then by how specific the range is
   * that names it; of equals the first. The first as well where none is accepted.
   */
  public static <T> T best(HttpRequest<?> request, List<T> offers, Function<T, MediaType> type) {
    List<MediaType> accepted = by(request);
    T best = offers.getFirst();
    for (T offer : offers) {
      if (BY_RANK.compare(rank(type.apply(offer), accepted), rank(type.apply(best), accepted))
          > 0) {
        best = offer;
      }
    }
    return best;
  }

  /** 0 for what is not accepted, at most 1. */
  static double quality(MediaType type, List<MediaType> accepted) {
    return rank(type, accepted).quality();
  }

  /** The most specific range that matches decides (RFC 9110, section 12.5.1). */
  private static Rank rank(MediaType type, List<MediaType> accepted) {
    return accepted.stream()
        .map(range -> new Rank(quality(range), specificity(range, type)))
        .filter(rank -> rank.specificity() > 0)
        .max(Comparator.comparingInt(Rank::specificity).thenComparing(BY_RANK))
        .filter(rank -> rank.quality() > 0)
        .orElse(NOT_ACCEPTED);
  }

  private static double quality(MediaType range) {
    return Math.min(range.getQualityAsNumber().doubleValue(), 1);
  }

  private static int specificity(MediaType range, MediaType type) {
    if (range.getType().equals("*")) {
      return 1;
    }
    if (!range.getType().equalsIgnoreCase(type.getType())) {
      return 0;
    }
    if (range.getSubtype().equals("*")) {
      return 2;
    }
    return range.getSubtype().equalsIgnoreCase(type.getSubtype()) ? 3 : 0;
  }

  static void hide(HttpHeaders headers) {
    List<String> accepted = headers.getAll(HttpHeaderNames.ACCEPT);
    headers.remove(HttpHeaderNames.ACCEPT).remove(MOVED);
    if (!accepted.isEmpty()) {
      headers.set(MOVED, accepted);
    }
  }
}
