package dev.scores.conformance;

import static dev.scores.conformance.ExpectedError.INVALID_TOKEN;
import static dev.scores.conformance.ExpectedError.TOKEN_REQUIRED;
import static dev.scores.conformance.Needs.TOKEN;

import java.util.List;

/** Authentication: protected and public routes, missing and invalid tokens. */
final class AuthenticationRules {

  private static final List<String> PROTECTED =
      List.of(
          "GET /scores/user",
          "GET /scores/user/1",
          "GET /scores/user/exercise/1",
          "GET /scores/user/exercise/1/attempts",
          "GET /scores/user/activity",
          "GET /scores/user/stats",
          "GET /scores/user/rank",
          "POST /scores",
          "PUT /scores/1",
          "PATCH /scores",
          "PATCH /scores/1",
          "DELETE /scores/9007199254740991",
          "PATCH /scores/batch");

  /** Requests with another error than the missing token. */
  private static final List<String> INVALID =
      List.of(
          "GET /scores/user?limit=x",
          "GET /scores/user/blah",
          "POST /scores",
          "PUT /scores/blah",
          "PATCH /scores/0",
          "DELETE /scores/blah",
          "PATCH /scores/batch");

  private static final List<String> PUBLIC =
      List.of(
          "/ping",
          "/scores?limit=1",
          "/scores/exercise/1?limit=1",
          "/scores/stats",
          "/scores/leaderboard?limit=1",
          "/scores/changes?limit=1");

  private static final String UNKNOWN_TOKEN = "Bearer unknown";

  private final ServiceUnderTest service;

  AuthenticationRules(ServiceUnderTest service) {
    this.service = service;
  }

  @ContractRule(
      of = "/components/responses/NoToken/description",
      says = "The `Authorization` header is missing.")
  void missingTokenReturns403() {
    service.each(PROTECTED, route -> send(route, payload(route)).isError(TOKEN_REQUIRED));
  }

  @ContractRule(
      of = "/components/responses/InvalidToken/description",
      says = "The token was rejected, or the `Authorization` header has no bearer token.")
  void unknownTokenReturns401() {
    service.each(
        PROTECTED,
        route ->
            send(route, payload(route), "Authorization", UNKNOWN_TOKEN).isError(INVALID_TOKEN));
  }

  @ContractRule(
      of = "/components/responses/InvalidToken/description",
      says = "the `Authorization` header has no bearer token")
  void headerWithoutBearerTokenReturns401() {
    service.each(
        List.of("Bearer", "Basic dXNlcjpwYXNzd29yZA==", "Token x", "x"),
        header -> service.get("/scores/user", "Authorization", header).isError(INVALID_TOKEN));
  }

  @ContractRule(
      of = "/components/responses/InvalidToken/description",
      says = "the `Authorization` header has no bearer token",
      needs = TOKEN)
  void tokenWithoutBearerSchemeReturns401() {
    String token = token();
    service.each(
        List.of(token, "Token " + token),
        header ->
            service.get("/scores/user?limit=1", "Authorization", header).isError(INVALID_TOKEN));
  }

  @ContractRule(of = "/paths/~1scores/get/security")
  void publicRoutesNeedNoToken() {
    service.each(PUBLIC, path -> service.get(path).has(200));
  }

  @HardeningRule(because = "an error other than 403 or 401 reveals something to strangers")
  void authenticationComesBeforeOtherErrors() {
    service.each(
        INVALID,
        route -> {
          send(route, "x").isError(TOKEN_REQUIRED);
          send(route, "x", "Authorization", UNKNOWN_TOKEN).isError(INVALID_TOKEN);
        });
  }

  @HardeningRule(because = "RFC 9110, section 11.6.1: a response with 401 has a challenge")
  void unauthorizedResponseHasAChallenge() {
    service.each(
        List.of(UNKNOWN_TOKEN, "x"),
        header ->
            service
                .get("/scores/user", "Authorization", header)
                .isError(INVALID_TOKEN)
                .has("WWW-Authenticate", "Bearer"));
  }

  @HardeningRule(because = "RFC 9110, section 11.4: credentials that no scheme allows are invalid")
  void malformedCredentialsAreRejected() {
    service.each(
        List.of("BearerX x", "Bearer x y"),
        header -> service.get("/scores/user", "Authorization", header).isError(INVALID_TOKEN));
    service.get("/scores/user", "Authorization", "").isError(TOKEN_REQUIRED);
  }

  @HardeningRule(because = "a client may send its token everywhere, also an expired one")
  void publicRoutesIgnoreTheAuthorizationHeader() {
    service.each(
        PUBLIC,
        path -> {
          service.get(path, "Authorization", UNKNOWN_TOKEN).has(200);
          service.get(path, "Authorization", "x").has(200);
        });
  }

  @HardeningRule(
      because = "RFC 9110, section 11.1: the name of the scheme is case-insensitive",
      needs = TOKEN)
  void schemeIsCaseInsensitive() {
    service.each(
        List.of("bearer ", "BEARER ", "Bearer  "),
        scheme -> service.get("/scores/user?limit=1", "Authorization", scheme + token()).has(200));
  }

  private String token() {
    return service.settings().token();
  }

  private CheckedResponse send(String route, String payload, String... headers) {
    String[] methodAndPath = route.split(" ", -1);
    if (methodAndPath[0].equals("GET")) {
      return service.get(methodAndPath[1], headers);
    }
    String[] withType = new String[headers.length + 2];
    withType[0] = "Content-Type";
    withType[1] = ServiceUnderTest.JSON;
    System.arraycopy(headers, 0, withType, 2, headers.length);
    return service.send(methodAndPath[0], methodAndPath[1], payload, withType);
  }

  private String payload(String route) {
    String draft = ServiceUnderTest.draft(service.newExercise(), false);
    return route.endsWith("/batch") ? "{\"scores\":[" + draft + "]}" : draft;
  }
}
