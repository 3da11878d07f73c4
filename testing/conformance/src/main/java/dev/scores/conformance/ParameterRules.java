package dev.scores.conformance;

import static dev.scores.conformance.ExpectedError.INVALID_PARAMETER;
import static dev.scores.conformance.Needs.TOKEN;

import java.util.List;
import java.util.Set;

/** Query parameters. */
final class ParameterRules {

  /** Parameters of lists with values that their schemas exclude. */
  private static final List<String> INVALID =
      queries(
          List.of(
              List.of("limit", "0", "-1", "1001", "x", ""),
              List.of("after", "", "%00", "a".repeat(65), "a%20b"),
              List.of("user_id", "0", "-1", "2147483648", "x", "", "1,2"),
              List.of("exercise_id", "0", "2147483648", "x", ""),
              List.of("correct", "1", "yes", "", "null"),
              List.of(
                  "updated_since", "", "x", "2026-01-01", "2026-01-01T00:00:00", "1767225600")));

  /** Values that lenient parsers accept. */
  private static final List<String> ODD =
      queries(
          List.of(
              List.of("limit", "1.0", "1e1", "%2B1", "01", "%D9%A1"),
              List.of("after", "x", "0", "AAAAAAAAAAA", "a".repeat(3000)),
              List.of("user_id", "1.0"),
              List.of("correct", "True"),
              List.of("updated_since", "2026-02-30T00:00:00Z", "2026-01-01T25:00:00Z")));

  private final ServiceUnderTest service;

  ParameterRules(ServiceUnderTest service) {
    this.service = service;
  }

  @ContractRule(
      of = "/components/responses/InvalidParameter/description",
      says = "A parameter is invalid")
  void invalidParameterReturns400() {
    service.each(INVALID, query -> service.get("/scores?" + query).isError(INVALID_PARAMETER));
    service.each(
        INVALID.stream().filter(query -> !query.startsWith("exercise_id=")).toList(),
        query -> service.get("/scores/exercise/1?" + query).isError(INVALID_PARAMETER));
  }

  @ContractRule(
      of = "/components/responses/InvalidParameter/description",
      says = "A parameter is invalid",
      needs = TOKEN)
  void invalidParameterOfOwnListReturns400() {
    service.each(
        INVALID.stream().filter(query -> !query.startsWith("user_id=")).toList(),
        query -> service.read("/scores/user?" + query).isError(INVALID_PARAMETER));
  }

  @ContractRule(of = "/paths/~1scores~1leaderboard/get/parameters/0/schema")
  void invalidLeaderboardLimitReturns400() {
    service.each(
        List.of("limit=0", "limit=101", "limit=x", "limit="),
        query -> service.get("/scores/leaderboard?" + query).isError(INVALID_PARAMETER));
  }

  @ContractRule(
      of = "/components/parameters/Zone/description",
      says = "An unknown one returns 400.",
      needs = TOKEN)
  void unknownZoneReturns400() {
    service.each(
        List.of("Europe/Atlantis", "", "%2B01:00", "europe/berlin", "CET&zone=UTC"),
        zone -> service.read("/scores/user/activity?zone=" + zone).isError(INVALID_PARAMETER));
  }

  @ContractRule(of = "/components/parameters/AttemptLimit/schema", needs = TOKEN)
  void invalidAttemptsParameterReturns400() {
    ScoreBody score = service.newScore();
    service.each(
        List.of("limit=0", "limit=1001", "limit=x", "after=", "after=%00"),
        query -> {
          service.get("/scores/" + score.id() + "/attempts?" + query).isError(INVALID_PARAMETER);
          service
              .read("/scores/user/exercise/" + score.exercise() + "/attempts?" + query)
              .isError(INVALID_PARAMETER);
        });
  }

  @ContractRule(of = "/paths/~1scores~1changes/get/parameters")
  void invalidChangesParameterReturns400() {
    service.each(
        List.of("limit=0", "limit=1001", "limit=x", "after=", "after=%00"),
        query -> service.get("/scores/changes?" + query).isError(INVALID_PARAMETER));
  }

  @ContractRule(
      of = "/info/description",
      says =
          "A query parameter that the operation does not have returns 400 `invalid_parameter` with"
              + " its name")
  void unknownParameterReturns400() {
    service.each(
        List.of(
            "/scores?lmit=1",
            "/scores?correct=true&user=1",
            "/scores/exercise/1?exercise_id=1",
            "/scores/leaderboard?after=x",
            "/scores/changes?offset=1",
            "/scores/stats?limit=1"),
        path -> {
          String unknown = path.replaceFirst(".*[?&]", "").replaceFirst("=.*", "");
          service.get(path).isError(INVALID_PARAMETER, Set.of(unknown));
        });
  }

  @HardeningRule(because = "a client can show each error beside its field")
  void errorsNameEachInvalidParameter() {
    service.each(
        INVALID,
        query -> service.get("/scores?" + query).isError(INVALID_PARAMETER, Set.of(name(query))));
    service.get("/scores?limit=x&correct=x").isError(INVALID_PARAMETER, Set.of("limit", "correct"));
  }

  @HardeningRule(because = "a value that only some parsers accept is a mistake of the client")
  void oddValueReturns400() {
    service.each(
        ODD,
        query -> service.get("/scores?" + query).isError(INVALID_PARAMETER, Set.of(name(query))));
    service.get("/scores/changes?after=x").isError(INVALID_PARAMETER, Set.of("after"));
  }

  @HardeningRule(because = "programs differ in which value of a repeated parameter they use")
  void repeatedParameterReturns400() {
    service.each(
        List.of("limit=5", "correct=true", "user_id=7"),
        query ->
            service
                .get("/scores?" + query + "&" + query)
                .isError(INVALID_PARAMETER, Set.of(name(query))));
  }

  /** Returns a query for each value; the first element of a list is the name. */
  private static List<String> queries(List<List<String>> parameters) {
    return parameters.stream()
        .flatMap(
            parameter ->
                parameter.stream().skip(1).map(value -> parameter.getFirst() + "=" + value))
        .toList();
  }

  private static String name(String query) {
    return query.substring(0, query.indexOf('='));
  }
}
