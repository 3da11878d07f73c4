package dev.scores.app;

import dev.scores.app.FaultyProxy.Asked;
import dev.scores.app.FaultyProxy.Told;
import java.util.function.BiFunction;
import java.util.function.Function;

/** What fakes get wrong, each with the rule that must find it. */
enum PlantedFault implements FaultyProxy.Fault {
  ANOTHER_MESSAGE("PathRules.malformedIdReturns404", body("Score does not exist", "Not found")),
  ODD_ID_500(
      "PathRules.malformedIdReturns404",
      (asked, told) -> asked.target().endsWith("/1_0") ? told.withStatus(500) : told),
  BAD_ID_WRITTEN_404(
      "PathRules.writeToMalformedIdReturns400",
      (asked, told) ->
          asked.method().equals("PUT") && told.status() == 400 ? told.withStatus(404) : told),
  LARGE_ID_500(
      "PathRules.idOutOfRangeMatchesNoScore",
      (asked, told) -> asked.target().length() > 1000 ? told.withStatus(500) : told),
  NO_ALLOW("PathRules.unsupportedMethodReturns405WithAllow", without("Allow")),
  NO_CODE("PathRules.malformedIdReturns404", body(",\"code\":\"score_does_not_exist\"", "")),
  UNKNOWN_ROUTE_IN_HTML(
      "PathRules.unknownRouteReturns404",
      (asked, told) -> asked.target().equals("/nope") ? told.withBody("<h1>404</h1>") : told),
  MISSING_TOKEN_401(
      "AuthenticationRules.missingTokenReturns403BeforeOtherErrors",
      (asked, told) -> told.status() == 403 ? told.withStatus(401) : told),
  NO_CHALLENGE("AuthenticationRules.malformedAuthorizationReturns401", without("WWW-Authenticate")),
  AUTHENTICATED_ANSWERS_CACHED(
      "AuthenticationRules.unknownTokenReturns401BeforeOtherErrors", without("Cache-Control")),
  HEAD_NOT_ALLOWED(
      "HttpBehaviourRules.headHasTheStatusAndHeadersOfGet",
      (asked, told) -> asked.method().equals("HEAD") ? told.withStatus(405) : told),
  NO_CORS(
      "HttpBehaviourRules.everyResponseAllowsAnyOrigin", without("Access-Control-Allow-Origin")),
  NO_CORS_ON_ERRORS(
      "HttpBehaviourRules.everyResponseAllowsAnyOrigin",
      (asked, told) -> told.status() >= 400 ? told.without("Access-Control-Allow-Origin") : told),
  NO_REQUEST_ID("HttpBehaviourRules.safeRequestIdIsEchoedInTheHeaderOnly", without("X-Request-Id")),
  PROBLEMS_AS_JSON(
      "HttpBehaviourRules.preferredProblemJsonIsReturned",
      body("\"type\":\"about:blank\"", "\"type\":\"\"")),
  ADDED_200(
      "WriteRules.newScoreReturns201WithLocation",
      (asked, told) -> told.status() == 201 ? told.withStatus(200) : told),
  NO_LOCATION("WriteRules.newScoreReturns201WithLocation", without("Location")),
  ONE_MORE_MEMBER(
      "WriteRules.newScoreReturns201WithLocation",
      body("\"correct\":true,", "\"correct\":true,\"version\":1,")),
  TIMES_IN_MILLISECONDS(
      "WriteRules.ownScoreIsFoundByIdOrExercise",
      (asked, told) -> told.withBody(told.body().replaceAll("(\\.\\d{3})\\d{3}Z", "$1Z"))),
  ID_AS_TEXT(
      "WriteRules.ownScoreIsFoundByIdOrExercise",
      (asked, told) -> told.withBody(told.body().replaceAll("\"id\":(\\d+)", "\"id\":\"$1\""))),
  UPDATED_AT_STANDS_STILL(
      "WriteRules.updateKeepsIdAndCreatedAt",
      (asked, told) ->
          told.withBody(
              told.body()
                  .replaceAll(
                      "(\"created_at\":(\"[^\"]*\")),\"updated_at\":\"[^\"]*\"",
                      "$1,\"updated_at\":$2"))),
  UPDATE_OF_NOBODYS_404(
      "WriteRules.updateOfAMismatchedScoreReturns400",
      (asked, told) ->
          told.body().contains("Sorry. That score does not exist.") ? told.withStatus(404) : told),
  DUPLICATES_TAKEN(
      "WriteRules.secondScoreForAnExerciseReturns400",
      asked ->
          asked.method().equals("POST")
              ? new Asked("PATCH", asked.target(), asked.payload())
              : asked),
  LOST_RACE_500(
      "ConcurrencyRules.concurrentWritesAddOneRow",
      (asked, told) -> told.body().contains("already exists") ? told.withStatus(500) : told),
  NUMBERS_FROM_TEXT(
      "PayloadRules.invalidMemberIsNamedAndChangesNothing",
      asked -> payload(asked, "\"exercise_id\":\"(\\d+)\"", "\"exercise_id\":$1")),
  NUMBERS_FROM_FRACTIONS(
      "PayloadRules.invalidMemberIsNamedAndChangesNothing", asked -> payload(asked, "\\.0,", ",")),
  TRAILING_TEXT_TAKEN(
      "PayloadRules.malformedJsonReturns400AndChangesNothing",
      asked -> payload(asked, "\\}x$", "}")),
  POINTERS_LEFT_OUT(
      "PayloadRules.invalidMemberIsNamedAndChangesNothing",
      (asked, told) -> told.withBody(told.body().replaceAll(",\"errors\":\\[.*\\]", ""))),
  MEDIA_TYPE_400(
      "MediaTypeRules.otherMediaTypeReturns415AndChangesNothing",
      (asked, told) -> told.status() == 415 ? told.withStatus(400) : told),
  CURSORS_IGNORED("ListRules.pagesTogetherAreTheWholeList", asked -> query(asked, "after=[^&]*")),
  FILTER_IGNORED("ListRules.filtersSelectMatchingScores", asked -> query(asked, "correct=[^&]*")),
  NO_LINK("ListRules.nextLinkKeepsTheFilters", without("Link")),
  LISTS_CUT_OFF(
      "ListRules.unfilteredListIsOrderedById",
      asked ->
          asked.target().equals("/scores") && asked.method().equals("GET")
              ? new Asked("GET", "/scores?limit=1", "")
              : asked),
  BAD_PARAMETER_IGNORED(
      "ParameterRules.invalidParameterIsNamed", asked -> query(asked, "limit=0$")),
  BATCH_POINTERS_WITHOUT_INDEX(
      "BatchRules.invalidItemIsNamedAndNothingIsStored", body("/scores/1/", "/")),
  CONDITIONS_IGNORED(
      "ConditionRules.matchingIfNoneMatchReturns304",
      (asked, told) -> told.status() == 304 ? told.withStatus(200) : told),
  NO_ENTITY_TAG("ConditionRules.singleScoreHasAnETagThatChangesOnUpdate", without("ETag")),
  FIGURES_THAT_LAG(
      "ReportRules.statisticsCountOwnWrites",
      (asked, told) -> told.withBody(told.body().replaceAll("\"correct\":\\d+", "\"correct\":0"))),
  CURSORS_OF_CHANGES_IGNORED(
      "ChangeRules.feedContainsWritesSinceTheCursor",
      asked -> query(asked, "(?<=/changes.{0,20})after=[^&]*")),
  LAST_PAGE_OF_CHANGES_WITHOUT_NEXT(
      "ChangeRules.feedContainsWritesSinceTheCursor",
      (asked, told) -> told.withBody(told.body().replaceAll("\\[\\],\"next\":\"[^\"]*\"", "[]"))),
  CSV_WITH_BARE_LINE_FEEDS("ExportRules.exportHasOneScorePerLine", body("\r\n", "\n"));

  private final String rule;

  @SuppressWarnings("ImmutableEnumChecker") // Lambdas, which keep nothing.
  private final Spoiling spoiling;

  PlantedFault(String rule, Function<Asked, Asked> asking) {
    this.rule = rule;
    this.spoiling = new Spoiling(asking, (asked, told) -> told);
  }

  PlantedFault(String rule, BiFunction<Asked, Told, Told> telling) {
    this.rule = rule;
    this.spoiling = new Spoiling(asked -> asked, telling);
  }

  /** That must find it, as class and method. */
  String rule() {
    return rule;
  }

  @Override
  public Asked ask(Asked asked) {
    return spoiling.asking().apply(asked);
  }

  @Override
  public Told tell(Asked asked, Told told) {
    return spoiling.telling().apply(asked, told);
  }

  private record Spoiling(Function<Asked, Asked> asking, BiFunction<Asked, Told, Told> telling) {}

  private static BiFunction<Asked, Told, Told> body(String from, String to) {
    return (asked, told) -> told.withBody(told.body().replace(from, to));
  }

  private static BiFunction<Asked, Told, Told> without(String header) {
    return (asked, told) -> told.without(header);
  }

  private static Asked payload(Asked asked, String from, String to) {
    return new Asked(asked.method(), asked.target(), asked.payload().replaceAll(from, to));
  }

  private static Asked query(Asked asked, String parameter) {
    return new Asked(asked.method(), asked.target().replaceAll(parameter, ""), asked.payload());
  }
}
