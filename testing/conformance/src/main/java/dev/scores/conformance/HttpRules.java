package dev.scores.conformance;

import static dev.scores.conformance.ExpectedError.NO_SCORE;

import java.util.List;
import java.util.Locale;

/** HTTP methods, request ids, formats of errors and cross-origin requests. */
final class HttpRules {

  private static final String ORIGIN = "https://app.example.com";

  private static final List<String> PATHS =
      List.of(
          "/ping",
          "/scores?limit=1",
          "/scores/blah",
          "/nope",
          "/scores/user?limit=1",
          "/scores?limit=x");

  private final ServiceUnderTest service;

  HttpRules(ServiceUnderTest service) {
    this.service = service;
  }

  @ContractRule(of = "/info/description", says = "HEAD is supported wherever GET is.")
  void headHasTheStatusOfGetAndNoBody() {
    service.each(
        PATHS,
        path -> {
          CheckedResponse get = service.sendRaw("GET", path);
          CheckedResponse head = service.sendRaw("HEAD", path);
          head.has(get.status());
          head.expect(head.body().isEmpty(), "no body");
        });
  }

  @HardeningRule(because = "RFC 9110, section 9.3.2: HEAD has the headers of GET")
  void headHasTheHeadersOfGet() {
    service.each(
        PATHS,
        path -> {
          CheckedResponse get = service.sendRaw("GET", path);
          CheckedResponse head = service.sendRaw("HEAD", path);
          for (String name : List.of("Content-Type", "Link")) {
            head.has(name, get.header(name));
          }
        });
  }

  /** Holds for the default setting, which allows every origin. */
  @HardeningRule(because = "pages of any origin can read responses, errors included")
  void everyResponseAllowsAnyOrigin() {
    service.each(
        PATHS,
        path -> {
          CheckedResponse response = service.get(path, "Origin", ORIGIN);
          String allowed = response.header("Access-Control-Allow-Origin");
          response.expect(
              List.of(ORIGIN, "*").contains(allowed),
              "Access-Control-Allow-Origin: " + ORIGIN,
              "Access-Control-Allow-Origin: " + allowed);
          String exposed =
              response.header("Access-Control-Expose-Headers").toLowerCase(Locale.ROOT);
          for (String name : List.of("Location", "Link", "ETag", "Retry-After", "X-Request-Id")) {
            response.expect(
                exposed.contains(name.toLowerCase(Locale.ROOT)),
                name + " in Access-Control-Expose-Headers",
                "Access-Control-Expose-Headers: " + exposed);
          }
          response.has("Access-Control-Allow-Credentials", "");
        });
  }

  @HardeningRule(because = "pages of any origin can send every request")
  void preflightAllowsMethodAndHeaders() {
    service.each(
        List.of(
            "GET /scores/1", "POST /scores", "PUT /scores/1", "PATCH /scores", "DELETE /scores/1"),
        route -> {
          String method = route.substring(0, route.indexOf(' '));
          CheckedResponse response =
              service.send(
                  "OPTIONS",
                  route.substring(route.indexOf(' ') + 1),
                  null,
                  "Origin",
                  ORIGIN,
                  "Access-Control-Request-Method",
                  method,
                  "Access-Control-Request-Headers",
                  "authorization,content-type,if-match");
          response.expect(response.status() == 200 || response.status() == 204, "200 or 204");
          String methods = response.header("Access-Control-Allow-Methods");
          response.expect(
              methods.contains(method),
              method + " in Access-Control-Allow-Methods",
              "Access-Control-Allow-Methods: " + methods);
          String headers = response.header("Access-Control-Allow-Headers").toLowerCase(Locale.ROOT);
          response.expect(
              headers.contains("authorization") && headers.contains("content-type"),
              "authorization and content-type in Access-Control-Allow-Headers",
              "Access-Control-Allow-Headers: " + headers);
        });
  }

  @ContractRule(
      of = "/components/headers/RequestId/description",
      says =
          "the request's own `X-Request-Id` if that has 1 to 64 letters, digits, dots, hyphens and"
              + " underscores")
  void safeRequestIdIsReturned() {
    service.each(
        PATHS,
        path -> service.get(path, "X-Request-Id", "abc-1.2_Z").has("X-Request-Id", "abc-1.2_Z"));
  }

  @ContractRule(of = "/components/headers/RequestId/description", says = "otherwise a new one")
  void unsafeRequestIdIsReplaced() {
    service.each(
        List.of("a b", "a\"b", "<script>", "x".repeat(65)),
        unsafe -> {
          CheckedResponse response = service.get("/ping", "X-Request-Id", unsafe);
          String id = response.header("X-Request-Id");
          response.expect(
              id.matches("[A-Za-z0-9._-]{1,64}"), "a new X-Request-Id", "X-Request-Id: " + id);
        });
  }

  @HardeningRule(because = "a reflected value is a way to inject content")
  void requestIdIsNotInTheBody() {
    service.each(
        PATHS,
        path -> {
          CheckedResponse response = service.get(path, "X-Request-Id", "abc-1.2_Z");
          response.expect(!response.body().contains("abc-1.2_Z"), "no request id in the body");
        });
  }

  @ContractRule(
      of = "/info/description",
      says =
          "Errors are sent as RFC 9457 problems if `Accept` ranks `application/problem+json`"
              + " strictly above `application/json`.")
  void preferredProblemIsReturned() {
    service.each(
        List.of(
            "application/problem+json",
            "application/problem+json, application/json;q=0.9",
            "*/*;q=0.1, application/problem+json"),
        accept -> {
          service
              .get("/scores/blah", "Accept", accept)
              .is(
                  404,
                  "{\"type\":\"about:blank\",\"title\":\"Not Found\",\"status\":404,"
                      + "\"code\":\"score_does_not_exist\"}")
              .hasType("application/problem+json");
          service.get("/ping", "Accept", accept).has(200);
        });
  }

  @ContractRule(
      of = "/components/schemas/Problem/description",
      says =
          "for clients whose `Accept` ranks `application/problem+json` strictly above"
              + " `application/json`")
  void equallyRankedProblemIsNotReturned() {
    service.each(
        List.of(
            "application/problem+json, application/json",
            "application/problem+json;q=0.5, */*",
            "*/*",
            "application/json"),
        accept -> service.get("/scores/blah", "Accept", accept).isError(NO_SCORE));
  }

  @HardeningRule(because = "RFC 9110, section 12.4.1: an Accept that fits nothing can be ignored")
  void otherAcceptHeadersReturnJson() {
    service.each(
        List.of("text/html", "application/json;q=0", "garbage"),
        accept -> {
          service.get("/scores/blah", "Accept", accept).isError(NO_SCORE);
          service.get("/ping", "Accept", accept).has(200).hasType("application/json");
        });
  }

  @HardeningRule(because = "RFC 9110, section 12.5.5: caches must know that Accept matters")
  void errorsVaryByAccept() {
    CheckedResponse response = service.get("/scores/blah");
    response.expect(
        response.header("Vary").contains("Accept"),
        "Vary: Accept",
        "Vary: " + response.header("Vary"));
  }
}
