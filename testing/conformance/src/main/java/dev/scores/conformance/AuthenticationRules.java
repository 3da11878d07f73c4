package dev.scores.conformance;

import static dev.scores.conformance.ExpectedError.INVALID_TOKEN;
import static dev.scores.conformance.ExpectedError.TOKEN_REQUIRED;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Authentication: protected and public routes, missing and invalid tokens. */
@Rules
final class AuthenticationRules {

  private static final List<String> PROTECTED =
      List.of(
          "GET /scores/user",
          "GET /scores/user/1",
          "GET /scores/user/blah",
          "GET /scores/user/exercise/1",
          "GET /scores/user/stats",
          "GET /scores/user/rank",
          "POST /scores",
          "PUT /scores/1",
          "PUT /scores/blah",
          "PATCH /scores",
          "PATCH /scores/0",
          "PATCH /scores/batch");
  private static final String UNKNOWN_TOKEN = "Bearer unknown";

  private final ServiceUnderTest service;

  AuthenticationRules(ServiceUnderTest service) {
    this.service = service;
  }

  static List<String> routes() {
    return PROTECTED;
  }

  @ParameterizedTest
  @MethodSource("routes")
  void missingTokenReturns403BeforeOtherErrors(String route) {
    send(route).isError(TOKEN_REQUIRED).has("Cache-Control", "private, no-store");
    send(route, "Authorization", "").isError(TOKEN_REQUIRED);
  }

  @ParameterizedTest
  @MethodSource("routes")
  void unknownTokenReturns401BeforeOtherErrors(String route) {
    send(route, "Authorization", UNKNOWN_TOKEN)
        .isError(INVALID_TOKEN)
        .has("WWW-Authenticate", "Bearer")
        .has("Cache-Control", "private, no-store");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Bearer", "Basic dXNlcjpwYXNzd29yZA==", "Token x", "BearerX x", "x", "Bearer x y"})
  void malformedAuthorizationReturns401(String header) {
    service
        .get("/scores/user", "Authorization", header)
        .isError(INVALID_TOKEN)
        .has("WWW-Authenticate", "Bearer");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/ping", "/scores?limit=1", "/scores/exercise/1?limit=1", "/scores/stats"})
  void publicRoutesIgnoreTheAuthorizationHeader(String path) {
    service.get(path).has(200);
    service.get(path, "Authorization", UNKNOWN_TOKEN).has(200);
    service.get(path, "Authorization", "x").has(200);
  }

  @Test
  @NeedsToken
  void bearerSchemeIsRequiredInAnyCase() {
    String header = service.withToken()[1];
    String token = header.substring("Bearer ".length());
    for (String scheme : List.of("bearer ", "BEARER ", "Bearer  ")) {
      service.get("/scores/user?limit=1", "Authorization", scheme + token).has(200);
    }
    for (String invalid : List.of(token, "Token " + token, header + " x")) {
      service.get("/scores/user?limit=1", "Authorization", invalid).isError(INVALID_TOKEN);
    }
  }

  private CheckedResponse send(String route, String... headers) {
    String[] methodAndPath = route.split(" ", -1);
    boolean reads = methodAndPath[0].equals("GET");
    return service.send(
        methodAndPath[0],
        methodAndPath[1],
        reads ? BodyPublishers.noBody() : BodyPublishers.ofString("x"),
        headers);
  }
}
