package dev.scores.app;

import dev.scores.app.FaultyProxy.ProxyRequest;
import dev.scores.app.FaultyProxy.ProxyResponse;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Faults of faulty implementations, each with the rule that must find it. */
enum PlantedFault implements FaultyProxy.Fault {
  ANOTHER_MESSAGE(
      "response.messagesOfErrorsAreThoseOfTheExamples", body("Score does not exist", "Not found")),
  ODD_ID_500(
      "path.malformedIdReturns404",
      (request, reply) -> request.target().endsWith("/1_0") ? reply.withStatus(500) : reply),
  BAD_ID_WRITTEN_404(
      "path.writeToMalformedIdReturns400",
      (request, reply) ->
          request.method().equals("PUT") && reply.status() == 400 ? reply.withStatus(404) : reply),
  LARGE_ID_500(
      "path.oddIdReturns404",
      (request, reply) -> request.target().length() > 1000 ? reply.withStatus(500) : reply),
  NO_ALLOW("path.unsupportedMethodReturns405WithAllow", without("Allow")),
  NO_CODE("path.malformedIdReturns404", body(",\"code\":\"score_does_not_exist\"", "")),
  UNKNOWN_ROUTE_IN_HTML(
      "path.unknownRouteReturns404",
      (request, reply) ->
          request.target().equals("/nope") ? reply.withBody("<h1>404</h1>") : reply),
  MISSING_TOKEN_401(
      "authentication.missingTokenReturns403",
      (request, reply) -> reply.status() == 403 ? reply.withStatus(401) : reply),
  NO_CHALLENGE("authentication.unauthorizedResponseHasAChallenge", without("WWW-Authenticate")),
  AUTHENTICATED_ANSWERS_CACHED(
      "response.responsesToTheCallerAreNotShared", without("Cache-Control")),
  HEAD_NOT_ALLOWED(
      "http.headHasTheStatusOfGetAndNoBody",
      (request, reply) -> request.method().equals("HEAD") ? reply.withStatus(405) : reply),
  NO_CORS("http.everyResponseAllowsAnyOrigin", without("Access-Control-Allow-Origin")),
  NO_CORS_ON_ERRORS(
      "http.everyResponseAllowsAnyOrigin",
      (request, reply) ->
          reply.status() >= 400 ? reply.without("Access-Control-Allow-Origin") : reply),
  NO_REQUEST_ID("http.safeRequestIdIsReturned", without("X-Request-Id")),
  PROBLEMS_AS_JSON(
      "http.preferredProblemIsReturned", body("\"type\":\"about:blank\"", "\"type\":\"\"")),
  ADDED_200(
      "write.newScoreReturns201",
      (request, reply) -> reply.status() == 201 ? reply.withStatus(200) : reply),
  NO_LOCATION("write.newScoreHasALocation", without("Location")),
  ONE_MORE_MEMBER(
      "response.responsesToTheCallerHaveNoOtherMembers",
      body("\"correct\":true,", "\"correct\":true,\"version\":1,")),
  TIMES_IN_MILLISECONDS(
      "write.ownScoreIsFoundByIdOrExercise",
      (request, reply) -> reply.withBody(reply.body().replaceAll("(\\.\\d{3})\\d{3}Z", "$1Z"))),
  ID_AS_TEXT(
      "write.ownScoreIsFoundByIdOrExercise",
      (request, reply) ->
          reply.withBody(reply.body().replaceAll("\"id\":(\\d+)", "\"id\":\"$1\""))),
  UPDATED_AT_STANDS_STILL(
      "write.updateKeepsIdAndCreatedAt",
      (request, reply) ->
          reply.withBody(
              reply
                  .body()
                  .replaceAll(
                      "(\"created_at\":(\"[^\"]*\")),\"updated_at\":\"[^\"]*\"",
                      "$1,\"updated_at\":$2"))),
  UPDATE_OF_AN_UNKNOWN_SCORE_404(
      "write.updateOfAMismatchedScoreReturns400",
      (request, reply) ->
          reply.body().contains("Sorry. That score does not exist.")
              ? reply.withStatus(404)
              : reply),
  DUPLICATES_TAKEN(
      "write.secondScoreForAnExerciseReturns400",
      request ->
          request.method().equals("POST")
              ? new ProxyRequest("PATCH", request.target(), request.payload())
              : request),
  REMOVAL_WITHOUT_EFFECT(
      "removal.removedScoreIsNotFound",
      request ->
          request.method().equals("DELETE")
              ? new ProxyRequest("GET", request.target(), "")
              : request),
  SECOND_REMOVAL_200(
      "removal.unknownMalformedOrRemovedIdReturns404",
      (request, reply) ->
          request.method().equals("DELETE") && reply.status() == 404
              ? reply.withStatus(200)
              : reply),
  STALE_REMOVAL_404(
      "removal.staleIfMatchReturns412",
      (request, reply) -> reply.status() == 412 ? reply.withStatus(404) : reply),
  LOST_RACE_500(
      "concurrency.concurrentAdditionsAddOneScore",
      (request, reply) -> reply.body().contains("already exists") ? reply.withStatus(500) : reply),
  NUMBERS_FROM_TEXT(
      "payload.invalidMemberReturns400AndChangesNothing",
      request -> payload(request, "\"exercise_id\":\"(\\d+)\"", "\"exercise_id\":$1")),
  NUMBERS_FROM_FRACTIONS(
      "payload.invalidMemberReturns400AndChangesNothing",
      request -> payload(request, "\\.0,", ",")),
  TRAILING_TEXT_TAKEN(
      "payload.malformedJsonReturns400AndChangesNothing",
      request -> payload(request, "\\}x$", "}")),
  POINTERS_LEFT_OUT(
      "payload.errorsNameEachInvalidMember",
      (request, reply) -> reply.withBody(reply.body().replaceAll(",\"errors\":\\[.*\\]", ""))),
  MEDIA_TYPE_400(
      "mediaType.otherMediaTypeReturns415AndChangesNothing",
      (request, reply) -> reply.status() == 415 ? reply.withStatus(400) : reply),
  CURSORS_IGNORED("list.pagesTogetherAreTheWholeList", request -> query(request, "after=[^&]*")),
  FILTER_IGNORED("list.filtersSelectMatchingScores", request -> query(request, "correct=[^&]*")),
  NO_LINK("list.linkLeadsToTheNextPage", without("Link")),
  LISTS_CUT_OFF(
      "list.allScoresAreListedById",
      request ->
          request.target().equals("/scores") && request.method().equals("GET")
              ? new ProxyRequest("GET", "/scores?limit=1", "")
              : request,
      (request, reply) ->
          request.target().equals("/scores")
              ? reply.withBody(reply.body().replaceAll(",\"next\":\"[^\"]*\"", ""))
              : reply),
  NEXT_ON_A_FULL_LAST_PAGE(
      "list.fullLastPageHasNoNext",
      (request, reply) ->
          request.target().matches("/scores.*[?&]limit=1(&.*)?")
              ? reply.withBody(reply.body().replaceAll("\\}\\]\\}\\}$", "}],\"next\":\"AAAA\"}}"))
              : reply),
  BAD_PARAMETER_IGNORED(
      "parameter.invalidParameterReturns400", request -> query(request, "limit=0$")),
  BATCH_POINTERS_WITHOUT_INDEX(
      "batch.invalidItemIsNamedAndNothingIsStored", body("/scores/1/", "/")),
  CONDITIONS_IGNORED(
      "condition.matchingIfNoneMatchReturns304",
      (request, reply) -> reply.status() == 304 ? reply.withStatus(200) : reply),
  NO_ENTITY_TAG("condition.singleScoreHasAnETagThatChangesOnUpdate", without("ETag")),
  FIGURES_THAT_LAG(
      "report.statisticsCountOwnWrites",
      (request, reply) ->
          reply.withBody(reply.body().replaceAll("\"correct\":\\d+", "\"correct\":0"))),
  TIES_WITHOUT_TIME(
      "report.tiesAreBrokenByTheLastSolve",
      (request, reply) ->
          request.target().contains("/leaderboard")
              ? reply.withBody(
                  reply
                      .body()
                      .replaceAll(
                          "\"last_solved_at\":\"[^\"]*\"",
                          "\"last_solved_at\":\"2026-01-01T00:00:00.000000Z\""))
              : reply),
  A_CHANGE_IS_MISSED(
      "change.feedContainsChangesSinceTheCursor",
      (request, reply) ->
          request.target().contains("/changes")
              ? reply.withBody(
                  reply.body().replaceAll("\"events\":\\[\\{[^}]*\\}\\},", "\"events\":["))
              : reply),
  A_REMOVAL_IS_MISSED(
      "change.feedContainsChangesSinceTheCursor", body("\"removed\"", "\"updated\"")),
  EVENTS_AT_LATEST("change.latestIsTheEndOfTheLog", request -> query(request, "after=latest")),
  SOLVES_FORGOTTEN(
      "attempt.firstSolveIsKept",
      (request, reply) ->
          reply.withBody(
              reply
                  .body()
                  .replaceAll(
                      "(\"correct\":false.*)\"solved_at\":\"[^\"]*\",\"attempts_to_solve\":\\d+",
                      "$1\"solved_at\":null,\"attempts_to_solve\":null")
                  .replaceAll("\"attempts_to_solve\":2", "\"attempts_to_solve\":4"))),
  ATTEMPTS_OLDEST_FIRST(
      "attempt.attemptsAreListedNewestFirst",
      (request, reply) ->
          reply.withBody(
              reply
                  .body()
                  .replaceAll(
                      "(\\{\"number\":3[^}]*\\}),(.*),(\\{\"number\":1[^}]*\\})", "$3,$2,$1"))),
  UNKNOWN_ZONES_TAKEN("parameter.unknownZoneReturns400", request -> query(request, "zone=[^&]*")),
  CURSORS_OF_CHANGES_IGNORED(
      "change.feedContainsChangesSinceTheCursor",
      request -> query(request, "(?<=/changes.{0,20})after=[^&]*")),
  LAST_PAGE_OF_CHANGES_WITHOUT_NEXT(
      "change.feedContainsChangesSinceTheCursor",
      (request, reply) ->
          reply.withBody(reply.body().replaceAll("\\[\\],\"next\":\"[^\"]*\"", "[]"))),
  CSV_WITH_BARE_LINE_FEEDS("export.csvHasOneLinePerScore", body("\r\n", "\n"));

  private final String rule;

  @SuppressWarnings("ImmutableEnumChecker") // Stateless lambdas.
  private final Spoiling spoiling;

  PlantedFault(String rule, Function<ProxyRequest, ProxyRequest> asking) {
    this.rule = rule;
    this.spoiling = new Spoiling(asking, (request, reply) -> reply);
  }

  PlantedFault(String rule, BiFunction<ProxyRequest, ProxyResponse, ProxyResponse> telling) {
    this.rule = rule;
    this.spoiling = new Spoiling(request -> request, telling);
  }

  PlantedFault(
      String rule,
      Function<ProxyRequest, ProxyRequest> asking,
      BiFunction<ProxyRequest, ProxyResponse, ProxyResponse> telling) {
    this.rule = rule;
    this.spoiling = new Spoiling(asking, telling);
  }

  /** The rule that must find the fault, as group and name. */
  String rule() {
    return rule;
  }

  @Override
  public ProxyRequest onRequest(ProxyRequest request) {
    return spoiling.asking().apply(request);
  }

  @Override
  public ProxyResponse onResponse(ProxyRequest request, ProxyResponse reply) {
    return spoiling.telling().apply(request, reply);
  }

  private record Spoiling(
      Function<ProxyRequest, ProxyRequest> asking,
      BiFunction<ProxyRequest, ProxyResponse, ProxyResponse> telling) {}

  private static BiFunction<ProxyRequest, ProxyResponse, ProxyResponse> body(
      String from, String to) {
    return (request, reply) -> reply.withBody(reply.body().replace(from, to));
  }

  private static BiFunction<ProxyRequest, ProxyResponse, ProxyResponse> without(String header) {
    return (request, reply) -> reply.without(header);
  }

  private static ProxyRequest payload(ProxyRequest request, String from, String to) {
    return new ProxyRequest(
        request.method(), request.target(), request.payload().replaceAll(from, to));
  }

  private static ProxyRequest query(ProxyRequest request, String parameter) {
    return new ProxyRequest(
        request.method(), request.target().replaceAll(parameter, ""), request.payload());
  }
}
