package dev.scores.conformance;

import static dev.scores.conformance.ExpectedError.INVALID_PARAMETER;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Query parameters: invalid ones are named in the error, unknown ones ignored. */
@Rules
final class ParameterRules {

  private final ServiceUnderTest service;

  ParameterRules(ServiceUnderTest service) {
    this.service = service;
  }

  static Stream<Arguments> invalidValues() {
    return Stream.of(
            List.of("limit", "0", "-1", "1001", "1.0", "1e1", "%2B1", "01", "x", "", "%D9%A1"),
            List.of("after", "", "x", "0", "AAAAAAAAAAA", "%00", "a".repeat(3000)),
            List.of("user_id", "0", "-1", "2147483648", "1.0", "x", "", "1,2"),
            List.of("exercise_id", "0", "2147483648", "x", ""),
            List.of("correct", "True", "1", "yes", "", "null"),
            List.of(
                "updated_since",
                "",
                "x",
                "2026-01-01",
                "2026-01-01T00:00:00",
                "1767225600",
                "2026-02-30T00:00:00Z",
                "2026-01-01T25:00:00Z"))
        .flatMap(
            values -> values.stream().skip(1).map(value -> Arguments.of(values.getFirst(), value)));
  }

  @ParameterizedTest
  @MethodSource("invalidValues")
  void invalidParameterIsNamed(String name, String value) {
    String query = "?" + name + "=" + value;
    service.get("/scores" + query).isError(INVALID_PARAMETER, name);
    if (!name.equals("exercise_id")) {
      service.get("/scores/exercise/1" + query).isError(INVALID_PARAMETER, name);
    }
  }

  @ParameterizedTest
  @MethodSource("invalidValues")
  @NeedsToken
  void invalidParameterOfOwnListIsNamed(String name, String value) {
    if (!name.equals("user_id")) { // Unknown and therefore ignored there.
      service.read("/scores/user?" + name + "=" + value).isError(INVALID_PARAMETER, name);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"limit=5", "correct=true", "user_id=7"})
  void repeatedParameterReturns400(String parameter) {
    service
        .get("/scores?" + parameter + "&" + parameter)
        .isError(INVALID_PARAMETER, parameter.substring(0, parameter.indexOf('=')));
  }

  @Test
  void allInvalidParametersAreNamed() {
    service.get("/scores?limit=x&correct=x").isError(INVALID_PARAMETER, "limit", "correct");
  }

  @ParameterizedTest
  @ValueSource(strings = {"limit=0", "limit=101", "limit=x", "limit="})
  void invalidLeaderboardLimitIsNamed(String parameter) {
    service.get("/scores/leaderboard?" + parameter).isError(INVALID_PARAMETER, "limit");
  }

  @ParameterizedTest
  @ValueSource(strings = {"limit=0", "limit=1001", "limit=x", "after=", "after=x", "after=%00"})
  void invalidChangesParameterIsNamed(String parameter) {
    service
        .get("/scores/changes?" + parameter)
        .isError(INVALID_PARAMETER, parameter.substring(0, parameter.indexOf('=')));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/scores?limit=1&", "/scores/exercise/1?", "/scores/leaderboard?"})
  void unknownParametersAreIgnored(String path) {
    service.get(path + "unknown=%00&x").has(200);
  }
}
