package dev.scores.conformance;

import static dev.scores.conformance.ExpectedError.INVALID_PAYLOAD;
import static dev.scores.conformance.Needs.TOKEN;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Payloads are validated without coercion; an invalid one changes nothing. */
final class PayloadRules {

  /**
   * Payloads with an invalid member. {@code @} is replaced by an exercise for which the caller has
   * a score.
   */
  private static final Map<String, List<String>> INVALID_MEMBERS =
      new TreeMap<>(
          Map.of(
              "/exercise_id",
              List.of(
                  "{\"exercise_id\":\"@\",\"correct\":true}",
                  "{\"exercise_id\":@.5,\"correct\":true}",
                  "{\"exercise_id\":@.0,\"correct\":true}",
                  "{\"exercise_id\":@e0,\"correct\":true}",
                  "{\"exercise_id\":null,\"correct\":true}",
                  "{\"exercise_id\":[@],\"correct\":true}",
                  "{\"exercise_id\":{},\"correct\":true}",
                  "{\"exercise_id\":true,\"correct\":true}",
                  "{\"exercise_id\":\"abc\",\"correct\":true}",
                  "{\"exercise_id\":0,\"correct\":true}",
                  "{\"exercise_id\":-1,\"correct\":true}",
                  "{\"exercise_id\":2147483648,\"correct\":true}",
                  "{\"exercise_id\":99999999999999999999999,\"correct\":true}",
                  "{\"correct\":true}"),
              "/correct",
              List.of(
                  "{\"exercise_id\":@}",
                  "{\"exercise_id\":@,\"correct\":\"true\"}",
                  "{\"exercise_id\":@,\"correct\":\"yes\"}",
                  "{\"exercise_id\":@,\"correct\":1}",
                  "{\"exercise_id\":@,\"correct\":null}",
                  "{\"exercise_id\":@,\"correct\":[true]}"),
              "",
              List.of("[]", "null", "\"x\"", "1", "true")));

  private static final List<String> NOT_JSON =
      List.of(
          "",
          " ",
          "{",
          "x",
          "{\"exercise_id\":NaN,\"correct\":true}",
          "{\"exercise_id\":Infinity,\"correct\":true}",
          "{\"exercise_id\":0@,\"correct\":true}",
          "{\"exercise_id\":@,\"correct\":TRUE}",
          "{'exercise_id':@,'correct':true}",
          "{\"exercise_id\":@,\"correct\":true,}",
          "{\"exercise_id\":@,\"correct\":true",
          "{\"exercise_id\":@,\"correct\":true}x",
          "{\"exercise_id\":@,\"correct\":true}{}");

  /** JSON that parsers read differently. */
  private static final List<String> ODD_JSON =
      List.of(
          "{\"exercise_id\":@,\"exercise_id\":@,\"correct\":true}",
          "{\"exercise_id\":@,\"correct\":true,\"x\":" + "[".repeat(5000) + "]".repeat(5000) + "}");

  private final ServiceUnderTest service;

  PayloadRules(ServiceUnderTest service) {
    this.service = service;
  }

  @ContractRule(
      of = "/info/description",
      says = "`\"85\"`, `86.0` and `8.6e1` are not integers; `\"true\"` and `1` are not booleans.",
      needs = TOKEN)
  void invalidMemberReturns400AndChangesNothing() {
    service.each(INVALID_MEMBERS.values().stream().flatMap(List::stream).toList(), this::rejected);
  }

  @ContractRule(
      of = "/components/responses/InvalidPayload/description",
      says = "Nothing was changed.",
      needs = TOKEN)
  void malformedJsonReturns400AndChangesNothing() {
    service.each(NOT_JSON, this::rejected);
  }

  @ContractRule(
      of = "/components/schemas/ScoreDraft/description",
      says = "Unknown members are ignored.",
      needs = TOKEN)
  void unknownMembersAreIgnored() {
    ScoreBody own = service.newScore();
    int exercise = service.newExercise();
    String payload =
        "{\"id\":1,\"user_id\":1,\"exercise_id\":%d,\"correct\":true,\"created_at\":\"x\",\"n\":[{}]}"
            .formatted(exercise);
    CheckedResponse response = service.write("POST", "/scores", payload);
    ScoreBody added = response.score(201);
    response.expect(
        added.id() != 1 && added.user() == own.user() && added.exercise() == exercise,
        "a score without the values of unknown members");
  }

  @HardeningRule(because = "a client can show each error beside its field", needs = TOKEN)
  void errorsNameEachInvalidMember() {
    ScoreBody score = service.newScore();
    INVALID_MEMBERS.forEach(
        (pointer, payloads) ->
            service.each(
                payloads,
                payload ->
                    service
                        .write("PATCH", "/scores", payload.replace("@", "" + score.exercise()))
                        .isError(INVALID_PAYLOAD, Set.of(pointer))));
    service
        .write("PATCH", "/scores", "{}")
        .isError(INVALID_PAYLOAD, Set.of("/exercise_id", "/correct"));
  }

  @HardeningRule(
      because = "RFC 8259, sections 4 and 9: parsers differ in repeated names and deep nesting",
      needs = TOKEN)
  void ambiguousJsonReturns400AndChangesNothing() {
    service.each(ODD_JSON, this::rejected);
  }

  @HardeningRule(because = "RFC 8259, section 8.1: JSON is encoded in UTF-8", needs = TOKEN)
  void otherEncodingsReturn400AndChangeNothing() {
    WriteVariants writes = new WriteVariants(service);
    String payload = ServiceUnderTest.draft(writes.score().exercise(), true);
    writes.all(
        payload,
        StandardCharsets.UTF_16BE,
        ServiceUnderTest.JSON,
        response -> response.isError(INVALID_PAYLOAD));
    writes.all(
        payload.replace("}", ",\"x\":\"\u00ff\"}"),
        StandardCharsets.ISO_8859_1,
        ServiceUnderTest.JSON,
        response -> response.isError(INVALID_PAYLOAD));
  }

  @HardeningRule(because = "the missing payload is the reason, not its media type", needs = TOKEN)
  void missingPayloadReturns400() {
    service.send("POST", "/scores", null, service.withToken()).isError(INVALID_PAYLOAD);
  }

  private void rejected(String payload) {
    WriteVariants writes = new WriteVariants(service);
    writes.allReturn(
        INVALID_PAYLOAD,
        payload.replace("@", "" + writes.score().exercise()),
        ServiceUnderTest.JSON);
  }
}
