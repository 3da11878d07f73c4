package dev.scores.compatibility;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openapitools.openapidiff.core.OpenApiCompare;
import org.openapitools.openapidiff.core.model.Changed;
import org.openapitools.openapidiff.core.model.ChangedOpenApi;
import org.openapitools.openapidiff.core.model.ComposedChanged;
import org.openapitools.openapidiff.core.output.ConsoleRender;

/** A client of the last release goes on working, as far as openapi-diff can tell. */
class ContractCompatibilityTest {

  /**
   * Deliberate deviations from the last release, as schema and optional member; each is in
   * CHANGELOG.md. A user who changes the email address shows the password, because a stolen token
   * must not be enough to take over an account (OWASP Authentication Cheat Sheet, "Require
   * re-authentication for sensitive features").
   */
  private static final Map<String, String> DEVIATIONS = Map.of("UserUpdate", "current_password");

  private static final Path USERS = Baseline.NOW.contracts().resolve("users.yaml");
  private static final Path SCORES = Baseline.NOW.contracts().resolve("scores.yaml");

  @ParameterizedTest
  @ValueSource(strings = {"scores.yaml", "users.yaml"})
  void aClientOfTheLastReleaseGoesOnWorking(String file) throws IOException {
    var last = Files.readString(Baseline.LAST.contracts().resolve(file));
    var now = Files.readString(Baseline.NOW.contracts().resolve(file));
    var diff = diff(last, now);
    assertTrue(diff.isCompatible(), () -> report(diff));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          an operation is gone             | /scores/user:                              | /scores/mine:
          a promised member is not         | [id, user_id, exercise_id, correct, created_at, updated_at] | [id, user_id, exercise_id, correct, created_at]
          a request asks for more          | required: [exercise_id, correct]           | required: [exercise_id, correct, answer]
          a parameter is renamed           | name: updated_since                        | name: since
          a type is another                | 'type: boolean'                            | 'type: string'
          an answer is gone                | 304                                   | 305
          an answer has another media type | application/x-ndjson                       | application/jsonl
          another list than codes grows    | enum: [added, updated, superseded]         | enum: [added, updated, superseded, ignored]
          """)
  void aBreakIsNoticed(String what, String before, String after) throws IOException {
    var contract = Files.readString(SCORES);
    assertTrue(contract.contains(before), () -> before + " is nowhere in the contract");
    assertTrue(diff(contract, contract.replace(before, after)).isIncompatible(), what);
  }

  @Test
  void anOperationMoreBreaksNothing() throws IOException {
    var contract = Files.readString(SCORES);
    var with =
        contract.replaceFirst(
            "\npaths:\n",
            "$0  /pong: {get: {operationId: pong, responses: {'200': {description: Pong.}}}}\n");
    var diff = diff(contract, with);
    assertTrue(diff.isCompatible(), () -> report(diff));
    assertEquals(1, diff.getNewEndpoints().size());
  }

  /** A client that replaces a whole user does not know the member. */
  @Test
  void anotherMemberOfAPutIsNoticed() throws IOException {
    var contract = Files.readString(USERS);
    var member = "        current_password:\n";
    assertTrue(contract.contains(member));
    var with = contract.replace(member, "        nickname: {type: string}\n" + member);
    assertTrue(diff(contract, with).isIncompatible());
  }

  @Test
  void changelogNamesEveryDeviation() throws IOException {
    var changelog = Files.readString(Path.of("..", "..", "CHANGELOG.md"));
    DEVIATIONS.values().forEach(member -> assertTrue(changelog.contains("`" + member + "`")));
  }

  @Test
  void aCodeMoreBreaksNothing() throws IOException {
    var contract = Files.readString(SCORES);
    var with = contract.replace("- internal_error", "- internal_error\n        - planted");
    assertTrue(diff(contract, with).isCompatible());
  }

  /**
   * Compares with what VERSIONING.md allows left out: new codes, and new representations, which
   * only a client that prefers them gets. openapi-diff calls both a break and has no switch.
   */
  private static ChangedOpenApi diff(String last, String now) {
    var old = parsed(last);
    var parsed = parsed(now);
    codes(parsed).retainAll(codes(old));
    leaveOutDeviations(old, parsed);
    old.getComponents().getResponses().forEach((name, answer) -> leaveOutNew(answer, parsed, name));
    return OpenApiCompare.fromSpecifications(old, parsed);
  }

  /** Leaves out the deviations, which must be optional and still be there. */
  private static void leaveOutDeviations(OpenAPI old, OpenAPI parsed) {
    DEVIATIONS.forEach(
        (name, member) -> {
          var was = old.getComponents().getSchemas().get(name);
          if (was != null && !was.getProperties().containsKey(member)) {
            var is = requireNonNull(parsed.getComponents().getSchemas().get(name), name);
            List<?> required = Objects.requireNonNullElse(is.getRequired(), List.of());
            assertFalse(required.contains(member), () -> member + " must stay optional");
            requireNonNull(is.getProperties().remove(member), member + " is no deviation any more");
          }
        });
  }

  private static void leaveOutNew(ApiResponse old, OpenAPI parsed, String name) {
    var now = parsed.getComponents().getResponses().get(name);
    if (now != null
        && now.getContent() != null
        && old.getContent() != null
        && now.getContent().keySet().containsAll(old.getContent().keySet())) {
      now.getContent().keySet().retainAll(old.getContent().keySet());
    }
  }

  private static List<?> codes(OpenAPI contract) {
    var codes = contract.getComponents().getSchemas().get("FailureCode");
    return requireNonNull(codes, "FailureCode is gone").getEnum();
  }

  private static OpenAPI parsed(String contract) {
    var options = new ParseOptions();
    options.setResolve(true);
    return new OpenAPIV3Parser().readContents(contract, null, options).getOpenAPI();
  }

  private static String report(ChangedOpenApi diff) {
    return "This breaks clients of "
        + Baseline.LAST.name()
        + " (VERSIONING.md says what may change):\n"
        + incompatibleIn(diff)
        + new ConsoleRender().render(diff);
  }

  /** The report says what changed; this says which of it is at fault. */
  private static String incompatibleIn(Changed change) {
    if (!change.isIncompatible()) {
      return "";
    }
    var inner =
        change instanceof ComposedChanged composed
            ? composed.getChangedElements().stream()
                .filter(Objects::nonNull)
                .map(ContractCompatibilityTest::incompatibleIn)
                .collect(Collectors.joining())
            : "";
    return inner.isEmpty() ? change + "\n" : inner;
  }
}
