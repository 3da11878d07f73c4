package dev.scores.conformance;

import static dev.scores.conformance.ExpectedError.INVALID_PAYLOAD;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Payloads are validated strictly, without coercion; an invalid one changes nothing. */
@Rules
@NeedsToken
final class PayloadRules {

  private final ServiceUnderTest service;
  private final WriteVariants writes;

  PayloadRules(ServiceUnderTest service) {
    this.service = service;
    this.writes = new WriteVariants(service);
  }

  /** {@code @} is replaced by an exercise for which the caller has a score. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/exercise_id | {\"exercise_id\":\"@\",\"correct\":true}",
        "/exercise_id | {\"exercise_id\":@.5,\"correct\":true}",
        "/exercise_id | {\"exercise_id\":@.0,\"correct\":true}",
        "/exercise_id | {\"exercise_id\":@e0,\"correct\":true}",
        "/exercise_id | {\"exercise_id\":null,\"correct\":true}",
        "/exercise_id | {\"exercise_id\":[@],\"correct\":true}",
        "/exercise_id | {\"exercise_id\":{},\"correct\":true}",
        "/exercise_id | {\"exercise_id\":true,\"correct\":true}",
        "/exercise_id | {\"exercise_id\":\"abc\",\"correct\":true}",
        "/exercise_id | {\"exercise_id\":0,\"correct\":true}",
        "/exercise_id | {\"exercise_id\":-1,\"correct\":true}",
        "/exercise_id | {\"exercise_id\":2147483648,\"correct\":true}",
        "/exercise_id | {\"exercise_id\":99999999999999999999999,\"correct\":true}",
        "/exercise_id | {\"correct\":true}",
        "/correct | {\"exercise_id\":@}",
        "/correct | {\"exercise_id\":@,\"correct\":\"true\"}",
        "/correct | {\"exercise_id\":@,\"correct\":\"yes\"}",
        "/correct | {\"exercise_id\":@,\"correct\":1}",
        "/correct | {\"exercise_id\":@,\"correct\":null}",
        "/correct | {\"exercise_id\":@,\"correct\":[true]}",
        "`` | []",
        "`` | null",
        "`` | \"x\"",
        "`` | 1",
        "`` | true",
      })
  void invalidMemberIsNamedAndChangesNothing(String pointer, String payload) {
    writes.allReturn(INVALID_PAYLOAD, bytes(payload), ServiceUnderTest.JSON, pointer);
  }

  @Test
  void allInvalidMembersAreNamed() {
    service.write("PATCH", "/scores", "{}").isError(INVALID_PAYLOAD, "/exercise_id", "/correct");
  }

  static Stream<String> malformedJson() {
    return Stream.of(
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
        "{\"exercise_id\":@,\"exercise_id\":@,\"correct\":true}",
        "{\"exercise_id\":@,\"correct\":true",
        "{\"exercise_id\":@,\"correct\":true}x",
        "{\"exercise_id\":@,\"correct\":true}{}",
        "{\"exercise_id\":@,\"correct\":true,\"x\":" + "[".repeat(5000) + "]".repeat(5000) + "}");
  }

  @ParameterizedTest
  @MethodSource("malformedJson")
  void malformedJsonReturns400AndChangesNothing(String payload) {
    writes.allReturn(INVALID_PAYLOAD, bytes(payload), ServiceUnderTest.JSON);
  }

  @Test
  void jsonMustBeUtf8() {
    String payload = ServiceUnderTest.draft(writes.score().exercise(), true);
    writes.allReturn(
        INVALID_PAYLOAD, payload.getBytes(StandardCharsets.UTF_16), ServiceUnderTest.JSON);
    byte[] latin1 =
        payload.replace("}", ",\"x\":\"\u00ff\"}").getBytes(StandardCharsets.ISO_8859_1);
    writes.allReturn(INVALID_PAYLOAD, latin1, ServiceUnderTest.JSON);
  }

  @Test
  void missingPayloadReturns400() {
    service
        .send("POST", "/scores", BodyPublishers.noBody(), service.withToken())
        .isError(INVALID_PAYLOAD);
  }

  @Test
  void unknownMembersAreIgnored() {
    int exercise = service.newExercise();
    String payload =
        "{\"id\":1,\"user_id\":1,\"exercise_id\":%d,\"correct\":true,\"created_at\":\"x\",\"n\":[{}]}"
            .formatted(exercise);
    CheckedResponse response = service.write("POST", "/scores", payload);
    ScoreBody added = response.score(201, "New score was added!");
    response.expect(
        added.id() != 1 && added.user() == writes.score().user() && added.exercise() == exercise,
        "a score without the values of unknown members");
  }

  private byte[] bytes(String payload) {
    return payload.replace("@", "" + writes.score().exercise()).getBytes(StandardCharsets.UTF_8);
  }
}
