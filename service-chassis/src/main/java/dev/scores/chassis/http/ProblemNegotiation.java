package dev.scores.chassis.http;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import java.util.List;

/**
 * Decides whether a client gets errors as in RFC 9457: only if its {@code Accept} ranks {@code
 * application/problem+json} strictly above {@code application/json}.
 */
final class ProblemNegotiation {

  private static final MediaType PROBLEM = MediaType.APPLICATION_JSON_PROBLEM_TYPE;
  private static final MediaType JSON = MediaType.APPLICATION_JSON_TYPE;

  private ProblemNegotiation() {}

  static boolean prefersProblem(HttpRequest<?> request) {
    return prefersProblem(AcceptHeader.by(request));
  }

  static boolean prefersProblem(List<MediaType> accepted) {
    return AcceptHeader.quality(PROBLEM, accepted) > AcceptHeader.quality(JSON, accepted);
  }
}
