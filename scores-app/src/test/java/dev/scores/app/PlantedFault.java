package dev.scores.app;

import dev.scores.app.FaultyProxy.ProxyRequest;
import dev.scores.app.FaultyProxy.ProxyResponse;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Faults of faulty implementations, each with the rule that must find it. */
enum PlantedFault implements FaultyProxy.Fault {
  ANOTHER_MESSAGE("PathRules.malformedIdReturns404", body("Score does not exist", "Not found")),
  ODD_ID_500(
      "PathRules.malformedIdReturns404",
      (request, reply) -> request.target().endsWith("/1_0") ? reply.withStatus(500) : reply),
  BAD_ID_WRITTEN_404(
      "PathRules.writeToMalformedIdReturns400",
      (request, reply) ->
          request.method().equals("PUT") && reply.status() == 400 ? reply.withStatus(404) : reply),
  LARGE_ID_500(
      "PathRules.idOutOfRangeMatchesNoScore",
      (request, reply) -> request.target().length() > 1000 ? reply.withStatus(500) : reply),
  NO_ALLOW("PathRules.unsupportedMethodReturns405WithAllow", without("Allow")),
  NO_CODE("PathRules.malformedIdReturns404", body(",\"code\":\"score_does_not_exist\"", "")),
  UNKNOWN_ROUTE_IN_HTML(
      "PathRules.unknownRouteReturns404",
      (request, reply) ->
          request.target().equals("/nope") ? reply.withBody("<h1>404</h1>") : reply),
  MISSING_TOKEN_401(
      "AuthenticationRules.missingTokenReturns403BeforeOtherErrors",
      (request, reply) -> reply.status() == 403 ? reply.withStatus(401) : reply),
  NO_CHALLENGE("AuthenticationRules.malformedAuthorizationReturns401", without("WWW-Authenticate")),
  AUTHENTICATED_ANSWERS_CACHED(
      "AuthenticationRules.unknownTokenReturns401BeforeOtherErrors", without("Cache-Control")),
  HEAD_NOT_ALLOWED(
      "HttpBehaviourRules.headHasTheStatusAndHeadersOfGet",
      (request, reply) -> request.method().equals("HEAD") ? reply.withStatus(405) : reply),
  NO_CORS(
      "HttpBehaviourRules.everyResponseAllowsAnyOrigin", without("Access-Control-Allow-Origin")),
  NO_CORS_ON_ERRORS(
      "HttpBehaviourRules.everyResponseAllowsAnyOrigin",
      (request, reply) ->
          reply.status() >= 400 ? reply.without("Access-Control-Allow-Origin") : reply),
  NO_REQUEST_ID("HttpBehaviourRules.safeRequestIdIsEchoedInTheHeaderOnly", without("X-Request-Id")),
  PROBLEMS_AS_JSON(
      "HttpBehaviourRules.preferredProblemJsonIsReturned",
      body("\"type\":\"about:blank\"", "\"type\":\"\"")),
  ADDED_200(
      "WriteRules.newScoreReturns201WithLocation",
      (request, reply) -> reply.status() == 201 ? reply.withStatus(200) : reply),
  NO_LOCATION("WriteRules.newScoreReturns201WithLocation", without("Location")),
  ONE_MORE_MEMBER(
      "WriteRules.newScoreReturns201WithLocation",
      body("\"correct\":true,", "\"correct\":true,\"version\":1,")),
  TIMES_IN_MILLISECONDS(
      "WriteRules.ownScoreIsFoundByIdOrExercise",
      (request, reply) -> reply.withBody(reply.body().replaceAll("(\\.\\d{3})\\d{3}Z", "$1Z"))),
  ID_AS_TEXT(
      "WriteRules.ownScoreIsFoundByIdOrExercise",
      (request, reply) ->
          reply.withBody(reply.body().replaceAll("\"id\":(\\d+)", "\"id\":\"$1\""))),
  UPDATED_AT_STANDS_STILL(
      "WriteRules.updateKeepsIdAndCreatedAt",
      (request, reply) ->
          reply.withBody(
              reply
                  .body()
                  .replaceAll(
                      "(\"created_at\":(\"[^\"]*\")),\"updated_at\":\"[^\"]*\"",
                      "$1,\"updated_at\":$2"))),
  UPDATE_OF_NOBODYS_404(
      "WriteRules.updateOfAMismatchedScoreReturns400",
      (request, reply) ->
          reply.body().contains("Sorry. That score does not exist.")
              ? reply.withStatus(404)
              : reply),
  DUPLICATES_TAKEN(
      "WriteRules.secondScoreForAnExerciseReturns400",
      request ->
          request.method().equals("POST")
              ? new ProxyRequest("PATCH", request.target(), request.payload())
              : request),
  LOST_RACE_500(
      "ConcurrencyRules.concurrentWritesAddOneRow",
      (request, reply) -> reply.body().contains("already exists") ? reply.withStatus(500) : reply),
  NUMBERS_FROM_TEXT(
      "PayloadRules.invalidMemberIsNamedAndChangesNothing",
      request -> payload(request, "\"exercise_id\":\"(\\d+)\"", "\"exercise_id\":$1")),
  NUMBERS_FROM_FRACTIONS(
      "PayloadRules.invalidMemberIsNamedAndChangesNothing",
      request -> payload(request, "\\.0,", ",")),
  TRAILING_TEXT_TAKEN(
      "PayloadRules.malformedJsonReturns400AndChangesNothing",
      request -> payload(request, "\\}x$", "}")),
  POINTERS_LEFT_OUT(
      "PayloadRules.invalidMemberIsNamedAndChangesNothing",
      (request, reply) -> reply.withBody(reply.body().replaceAll(",\"errors\":\\[.*\\]", ""))),
  MEDIA_TYPE_400(
      "MediaTypeRules.otherMediaTypeReturns415AndChangesNothing",
      (request, reply) -> reply.status() == 415 ? reply.withStatus(400) : reply),
  CURSORS_IGNORED(
      "ListRules.pagesTogetherAreTheWholeList", request -> query(request, "after=[^&]*")),
  FILTER_IGNORED(
      "ListRules.filtersSelectMatchingScores", request -> query(request, "correct=[^&]*")),
  NO_LINK("ListRules.nextLinkKeepsTheFilters", without("Link")),
  LISTS_CUT_OFF(
      "ListRules.unfilteredListIsOrderedById",
      request ->
          request.target().equals("/scores") && request.method().equals("GET")
              ? new ProxyRequest("GET", "/scores?limit=1", "")
              : request),
  BAD_PARAMETER_IGNORED(
      "ParameterRules.invalidParameterIsNamed", request -> query(request, "limit=0$")),
  BATCH_POINTERS_WITHOUT_INDEX(
      "BatchRules.invalidItemIsNamedAndNothingIsStored", body("/scores/1/", "/")),
  CONDITIONS_IGNORED(
      "ConditionRules.matchingIfNoneMatchReturns304",
      (request, reply) -> reply.status() == 304 ? reply.withStatus(200) : reply),
  NO_ENTITY_TAG("ConditionRules.singleScoreHasAnETagThatChangesOnUpdate", without("ETag")),
  FIGURES_THAT_LAG(
      "ReportRules.statisticsCountOwnWrites",
      (request, reply) ->
          reply.withBody(reply.body().replaceAll("\"correct\":\\d+", "\"correct\":0"))),
  CURSORS_OF_CHANGES_IGNORED(
      "ChangeRules.feedContainsWritesSinceTheCursor",
      request -> query(request, "(?<=/changes.{0,20})after=[^&]*")),
  LAST_PAGE_OF_CHANGES_WITHOUT_NEXT(
      "ChangeRules.feedContainsWritesSinceTheCursor",
      (request, reply) ->
          reply.withBody(reply.body().replaceAll("\\[\\],\"next\":\"[^\"]*\"", "[]"))),
  CSV_WITH_BARE_LINE_FEEDS("ExportRules.exportHasOneScorePerLine", body("\r\n", "\n"));

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

  /** The rule that must find the fault, as class and method. */
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
