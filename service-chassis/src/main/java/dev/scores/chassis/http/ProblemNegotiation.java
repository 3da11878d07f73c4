package dev.scores.chassis.http;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import java.util.Comparator;
import java.util.List;

/**
 * Whether a client wants errors as RFC 9457: only where its {@code Accept} ranks {@code
 * application/problem+json} strictly above {@code application/json} (design, section 3).
 */
final class ProblemNegotiation {

  private static final MediaType PROBLEM = MediaType.APPLICATION_JSON_PROBLEM_TYPE;
  private static final MediaType JSON = MediaType.APPLICATION_JSON_TYPE;

  private ProblemNegotiation() {}

  static boolean prefersProblem(HttpRequest<?> request) {
    List<MediaType> accepted = Accepted.by(request);
    return quality(PROBLEM, accepted) > quality(JSON, accepted);
  }

  /** The most specific range that matches decides (RFC 9110, section 12.5.1). */
  private static double quality(MediaType type, List<MediaType> accepted) {
    return accepted.stream()
        .filter(range -> specificity(range, type) > 0)
        .max(Comparator.comparingInt(range -> specificity(range, type)))
        .map(range -> range.getQualityAsNumber().doubleValue())
        .orElse(0.0);
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
