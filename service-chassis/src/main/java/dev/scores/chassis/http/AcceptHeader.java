package dev.scores.chassis.http;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * Content negotiation by {@code Accept} (RFC 9110, section 12.5.1). The router does not take part
 * in it: a request whose {@code Accept} matches nothing gets JSON and not 406.
 */
public final class AcceptHeader {

  private static final Comparator<Rank> BY_RANK =
      Comparator.comparingDouble(Rank::quality).thenComparingInt(Rank::specificity);
  private static final Rank NOT_ACCEPTED = new Rank(0, 0);

  /** The quality of a media range, and how specific the range is. */
  private record Rank(double quality, int specificity) {}

  private AcceptHeader() {}

  /** The media ranges of the request, best first; none if the header is missing or malformed. */
  public static List<MediaType> by(HttpRequest<?> request) {
    return parse(OriginalRequest.of(request).accept());
  }

  static List<MediaType> parse(List<String> accept) {
    try {
      return MediaType.orderedOf(accept);
    } catch (IllegalArgumentException malformed) {
      return List.of();
    }
  }

  /**
   * Returns the offer that the client ranks highest: by quality, then by the specificity of the
   * matching range; the first of equal ones. Returns the first offer if none is accepted.
   */
  public static <T> T best(HttpRequest<?> request, List<T> offers, Function<T, MediaType> type) {
    return best(by(request), offers, type);
  }

  static <T> T best(List<MediaType> accepted, List<T> offers, Function<T, MediaType> type) {
    T best = offers.getFirst();
    for (T offer : offers) {
      if (BY_RANK.compare(rank(type.apply(offer), accepted), rank(type.apply(best), accepted))
          > 0) {
        best = offer;
      }
    }
    return best;
  }

  /** The quality of the type, from 0 (not accepted) to 1. */
  static double quality(MediaType type, List<MediaType> accepted) {
    return rank(type, accepted).quality();
  }

  /** The rank by the most specific matching range (RFC 9110, section 12.5.1). */
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
}
