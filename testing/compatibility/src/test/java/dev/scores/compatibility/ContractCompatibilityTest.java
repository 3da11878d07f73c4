package dev.scores.compatibility;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openapitools.openapidiff.core.OpenApiCompare;
import org.openapitools.openapidiff.core.model.Changed;
import org.openapitools.openapidiff.core.model.ChangedOpenApi;
import org.openapitools.openapidiff.core.model.ComposedChanged;
import org.openapitools.openapidiff.core.output.ConsoleRender;

/** The contracts are compatible with those of the last release, as checked by openapi-diff. */
class ContractCompatibilityTest {

  /**
   * Deliberate deviations from the last release, as schema and optional member, with their reasons;
   * each is in CHANGELOG.md.
   */
  private static final Map<String, String> DEVIATIONS = Map.of("UserUpdate", "teacher");

  /**
   * Members of responses that the last release had and this one has not, as schema and member, each
   * in CHANGELOG.md: the feed has {@code events} in the place of {@code scores}, because a replica
   * must learn of removals. 0.2 was not published.
   */
  private static final Map<String, String> REMOVED_MEMBERS = Map.of("ScoreChanges", "scores");

  /**
   * Members of responses that were always there and now are only in a case that the last release
   * did not have, as schema and member, each in CHANGELOG.md: a service account is not a user.
   */
  private static final Map<String, Set<String>> OPTIONAL_MEMBERS =
      Map.of("AuthStatus", Set.of("data", "admin"));

  /** Headers that may be longer than before, because their values are opaque. */
  private static final Set<String> LONGER_HEADERS = Set.of("ETag");

  private static final Path USERS = Baseline.NOW.contracts().resolve("users.yaml");
  private static final Path SCORES = Baseline.NOW.contracts().resolve("scores.yaml");

  @ParameterizedTest
  @ValueSource(strings = {"scores.yaml", "users.yaml"})
  void contractIsCompatibleWithTheLastRelease(String file) throws IOException {
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
          operation removed                | /scores/user:                              | /scores/mine:
          required member made optional    | correct, created_at, updated_at, attempts,   | correct, created_at, attempts,
          required member added to request | required: [exercise_id, correct]           | required: [exercise_id, correct, answer]
          parameter renamed                | name: updated_since                        | name: since
          type changed                     | 'type: boolean'                            | 'type: string'
          response removed                 | 304                                   | 305
          header of all responses removed  | 'X-Request-Id:'                            | 'X-Trace-Id:'
          media type changed               | application/x-ndjson                       | application/jsonl
          enum other than codes extended   | enum: [added, updated, superseded]         | enum: [added, updated, superseded, ignored]
          """)
  void breakingChangeIsFound(String what, String before, String after) throws IOException {
    var contract = Files.readString(SCORES);
    assertTrue(contract.contains(before), () -> before + " does not occur in the contract");
    assertTrue(diff(contract, contract.replace(before, after)).isIncompatible(), what);
  }

  @Test
  void newOperationBreaksNothing() throws IOException {
    var contract = Files.readString(SCORES);
    var with =
        contract.replaceFirst(
            "\npaths:\n",
            "$0  /pong: {get: {operationId: pong, responses: {'200': {description: Pong.}}}}\n");
    var diff = diff(contract, with);
    assertTrue(diff.isCompatible(), () -> report(diff));
    assertEquals(1, diff.getNewEndpoints().size());
  }

  /** A client that replaces a whole user does not send the new member. */
  @Test
  void newMemberOfAPutIsFound() throws IOException {
    var contract = Files.readString(USERS);
    assertTrue(diff(contract, withNickname(contract)).isIncompatible());
  }

  @Test
  void listedDeviationBreaksNothing() throws IOException {
    var contract = Files.readString(USERS);
    var deviations = Map.of("UserUpdate", "nickname");
    assertTrue(diff(contract, withNickname(contract), deviations).isCompatible());
  }

  private static String withNickname(String users) {
    var member = "        current_password:\n";
    assertTrue(users.contains(member));
    return users.replace(member, "        nickname: {type: string}\n" + member);
  }

  @Test
  void otherRemovedMemberIsFound() throws IOException {
    var contract = Files.readString(SCORES);
    var required = "required: [events, next]";
    assertTrue(contract.contains(required));
    assertTrue(diff(contract, contract.replace(required, "required: [events]")).isIncompatible());
  }

  @Test
  void changelogNamesEveryDeviation() throws IOException {
    var changelog = Files.readString(Path.of("..", "..", "CHANGELOG.md"));
    DEVIATIONS.values().forEach(member -> assertTrue(changelog.contains("`" + member + "`")));
    OPTIONAL_MEMBERS.values().stream()
        .flatMap(Set::stream)
        .forEach(member -> assertTrue(changelog.contains("`" + member + "`")));
    REMOVED_MEMBERS
        .values()
        .forEach(member -> assertTrue(changelog.contains("`data." + member + "`")));
  }

  @Test
  void newCodeBreaksNothing() throws IOException {
    var contract = Files.readString(SCORES);
    var with = contract.replace("- internal_error", "- internal_error\n        - planted");
    assertTrue(diff(contract, with).isCompatible());
  }

  @Test
  void newFormatOfIntegersBreaksNothing() throws IOException {
    var contract = Files.readString(SCORES);
    assertTrue(contract.contains("format: int64"));
    assertTrue(diff(contract, contract.replace("format: int64", "format: int32")).isCompatible());
  }

  private static ChangedOpenApi diff(String last, String now) {
    return diff(last, now, DEVIATIONS);
  }

  /**
   * Compares without what VERSIONING.md allows: new codes, new representations, which only a client
   * that accepts them receives, and another format of integers, which have bounds. openapi-diff
   * reports these as breaks and has no option.
   */
  private static ChangedOpenApi diff(String last, String now, Map<String, String> deviations) {
    var old = parsed(last);
    var parsed = parsed(now);
    codes(parsed).retainAll(codes(old));
    removeDeviations(old, parsed, deviations);
    REMOVED_MEMBERS.forEach((name, member) -> removeMember(old, parsed, name, member));
    OPTIONAL_MEMBERS.forEach((name, members) -> makeOptional(old, parsed, name, members));
    LONGER_HEADERS.forEach(name -> allowLength(old, parsed, name));
    removeNewRepresentations(old, parsed);
    return OpenApiCompare.fromSpecifications(old, parsed);
  }

  /** Removes the deviations, which must exist and be optional. */
  private static void removeDeviations(
      OpenAPI old, OpenAPI parsed, Map<String, String> deviations) {
    deviations.forEach(
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

  /** Removes a member of the old schema that the new one must not have any more. */
  private static void removeMember(OpenAPI old, OpenAPI parsed, String name, String member) {
    var was = old.getComponents().getSchemas().get(name);
    if (was != null && was.getProperties().remove(member) != null) {
      var is = requireNonNull(parsed.getComponents().getSchemas().get(name), name);
      assertFalse(is.getProperties().containsKey(member), () -> member + " is there again");
      List<?> required = Objects.requireNonNullElse(was.getRequired(), List.of());
      required.remove(member);
    }
  }

  /** Makes members of the old schema optional, which the new one must still have. */
  private static void makeOptional(OpenAPI old, OpenAPI parsed, String name, Set<String> members) {
    var was = old.getComponents().getSchemas().get(name);
    if (was != null) {
      var is = requireNonNull(parsed.getComponents().getSchemas().get(name), name);
      List<?> required = Objects.requireNonNullElse(was.getRequired(), List.of());
      for (String member : members) {
        assertTrue(is.getProperties().containsKey(member), () -> member + " is gone");
        required.remove(member);
      }
    }
  }

  private static void allowLength(OpenAPI old, OpenAPI parsed, String header) {
    Map<String, Header> was =
        Objects.requireNonNullElse(old.getComponents().getHeaders(), Map.of());
    if (was.containsKey(header)) {
      var is = requireNonNull(parsed.getComponents().getHeaders().get(header), header);
      was.get(header).getSchema().setMaxLength(is.getSchema().getMaxLength());
    }
  }

  private static void removeNewRepresentations(OpenAPI old, OpenAPI parsed) {
    old.getPaths()
        .forEach(
            (path, was) -> {
              var is = parsed.getPaths().get(path);
              if (is != null) {
                was.readOperationsMap()
                    .forEach(
                        (method, operation) -> {
                          var now = is.readOperationsMap().get(method);
                          if (now != null) {
                            operation
                                .getResponses()
                                .forEach(
                                    (status, response) -> {
                                      var found = now.getResponses().get(status);
                                      if (found != null) {
                                        removeNewRepresentations(response, found);
                                      }
                                    });
                          }
                        });
              }
            });
  }

  private static void removeNewRepresentations(ApiResponse old, ApiResponse now) {
    if (now.getContent() != null
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
    var yaml = contract.replace("format: int32", "format: int64");
    var parsed = new OpenAPIV3Parser().readContents(yaml, null, options).getOpenAPI();
    addCommonHeaders(parsed);
    return parsed;
  }

  /** Adds the headers that a contract states once to each response that they apply to. */
  private static void addCommonHeaders(OpenAPI contract) {
    Map<?, ?> common = commonHeaders(contract);
    for (var path : contract.getPaths().values()) {
      for (var operation : path.readOperations()) {
        boolean isPublic = operation.getSecurity() != null && operation.getSecurity().isEmpty();
        // Copies, because public and protected operations share responses.
        operation
            .getResponses()
            .replaceAll((status, response) -> copy(resolved(response, contract)));
        for (var response : operation.getResponses().values()) {
          addHeaders(response, common.get("all"));
          addHeaders(response, isPublic ? null : common.get("protected"));
        }
      }
    }
  }

  private static ApiResponse copy(ApiResponse response) {
    var copy =
        new ApiResponse().description(response.getDescription()).headers(response.getHeaders());
    if (response.getContent() != null) {
      var content = new Content();
      content.putAll(response.getContent());
      copy.setContent(content);
    }
    return copy;
  }

  private static Map<?, ?> commonHeaders(OpenAPI contract) {
    Map<String, Object> extensions = Objects.requireNonNullElse(contract.getExtensions(), Map.of());
    return (Map<?, ?>) extensions.getOrDefault("x-response-headers", Map.of());
  }

  private static void addHeaders(ApiResponse response, @Nullable Object headers) {
    if (headers instanceof Map<?, ?> named) {
      Map<String, Header> all = new LinkedHashMap<>();
      named.forEach(
          (name, header) -> {
            Header described = Json.mapper().convertValue(header, Header.class);
            // The parser's defaults.
            described.setStyle(Header.StyleEnum.SIMPLE);
            described.setExplode(false);
            all.put(String.valueOf(name), described);
          });
      all.putAll(Objects.requireNonNullElse(response.getHeaders(), Map.of()));
      response.setHeaders(all);
    }
  }

  private static ApiResponse resolved(ApiResponse response, OpenAPI contract) {
    String ref = response.get$ref();
    return ref == null
        ? response
        : requireNonNull(
            contract.getComponents().getResponses().get(ref.substring(ref.lastIndexOf('/') + 1)),
            ref);
  }

  private static String report(ChangedOpenApi diff) {
    return "This breaks clients of "
        + Baseline.LAST.name()
        + " (VERSIONING.md says what may change):\n"
        + incompatibleIn(diff)
        + new ConsoleRender().render(diff);
  }

  /** The changes that break clients; the report lists all changes. */
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
