package dev.scores.conformance;

import static dev.scores.conformance.ExpectedError.INVALID_PAYLOAD;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** No coercion, no guess: a payload is what the contract asks for, or nothing changes. */
@Rules
@NeedsToken
final class PayloadRules {

  private final ServiceUnderTest service;
  private final WriteVariants writes;

  PayloadRules(ServiceUnderTest service) {
    this.service = service;
    this.writes = new WriteVariants(service);
  }

  /** {@code @} stands for the exercise for which there is a score. */
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
  void aWrongValueIsNamedAndNothingChanges(String pointer, String payload) {
    writes.areRefused(INVALID_PAYLOAD, bytes(payload), ServiceUnderTest.JSON, pointer);
  }

  @Test
  void everythingThatIsWrongIsNamed() {
    service.write("PATCH", "/scores", "{}").refused(INVALID_PAYLOAD, "/exercise_id", "/correct");
  }

  static Stream<String> noJson() {
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
  @MethodSource("noJson")
  void whatIsNoStrictJsonIsInvalidAndNothingChanges(String payload) {
    writes.areRefused(INVALID_PAYLOAD, bytes(payload), ServiceUnderTest.JSON);
  }

  @Test
  void jsonIsInUtf8() {
    String good = ServiceUnderTest.draft(writes.score().exercise(), true);
    writes.areRefused(
        INVALID_PAYLOAD, good.getBytes(StandardCharsets.UTF_16), ServiceUnderTest.JSON);
    byte[] latin1 = good.replace("}", ",\"x\":\"\u00ff\"}").getBytes(StandardCharsets.ISO_8859_1);
    writes.areRefused(INVALID_PAYLOAD, latin1, ServiceUnderTest.JSON);
  }

  @Test
  void noPayloadAtAllIsInvalid() {
    service
        .send("POST", "/scores", BodyPublishers.noBody(), service.withToken())
        .refused(INVALID_PAYLOAD);
  }

  @Test
  void unknownMembersAreIgnored() {
    int exercise = service.newExercise();
    String payload =
        "{\"id\":1,\"user_id\":1,\"exercise_id\":%d,\"correct\":true,\"created_at\":\"x\",\"n\":[{}]}"
            .formatted(exercise);
    CheckedResponse answer = service.write("POST", "/scores", payload);
    ScoreBody added = answer.score(201, "New score was added!");
    answer.expect(
        added.id() != 1 && added.user() == writes.score().user() && added.exercise() == exercise,
        "nothing of the unknown members");
  }

  private byte[] bytes(String payload) {
    return payload.replace("@", "" + writes.score().exercise()).getBytes(StandardCharsets.UTF_8);
  }
}
