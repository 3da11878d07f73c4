package dev.scores.conformance;

import static dev.scores.conformance.Refusal.INVALID_PAYLOAD;
import static dev.scores.conformance.Refusal.MEDIA_TYPE;
import static dev.scores.conformance.Refusal.TOO_LARGE;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No coercion, no guess: a payload is what the contract asks for, or nothing changes. */
@Rules
@NeedsToken
final class PayloadRules {

  private static final int LARGEST = 128 * 1024;

  private final Service service;
  private final Score score;
  private final String good;

  PayloadRules(Service service) {
    this.service = service;
    this.score = service.newScore();
    this.good = Service.draft(score.exercise(), true);
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
    String sent = payload.replace("@", "" + score.exercise());
    for (String write : writes()) {
      send(write, BodyPublishers.ofString(sent), Service.JSON).refused(INVALID_PAYLOAD, pointer);
    }
    nothingHasChanged();
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
    String sent = payload.replace("@", "" + score.exercise());
    for (String write : writes()) {
      send(write, BodyPublishers.ofString(sent), Service.JSON).refused(INVALID_PAYLOAD);
    }
    nothingHasChanged();
  }

  @Test
  void jsonIsInUtf8() {
    byte[] utf16 = good.getBytes(StandardCharsets.UTF_16);
    byte[] latin1 = good.replace("}", ",\"x\":\"\u00ff\"}").getBytes(StandardCharsets.ISO_8859_1);
    for (byte[] payload : List.of(utf16, latin1)) {
      send("PATCH /scores", BodyPublishers.ofByteArray(payload), Service.JSON)
          .refused(INVALID_PAYLOAD);
    }
    nothingHasChanged();
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
    Answer answer = service.write("POST", "/scores", payload);
    Score added = answer.score(201, "New score was added!");
    answer.expect(
        added.id() != 1 && added.user() == score.user() && added.exercise() == exercise,
        "nothing of the unknown members");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"application/json", "APPLICATION/JSON", "application/json; charset=utf-8"})
  void jsonIsJsonHoweverItIsWritten(String mediaType) {
    String own = Service.draft(service.newScore().exercise(), true);
    send("PATCH /scores", BodyPublishers.ofString(own), mediaType).has(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
        "application/xml", "application/vnd.api+json", "garbage"
      })
  void anotherMediaTypeIsRefusedAndNothingChanges(String mediaType) {
    for (String write : writes()) {
      send(write, BodyPublishers.ofString(good), mediaType).refused(MEDIA_TYPE);
    }
    nothingHasChanged();
  }

  @Test
  void aPayloadWithoutAMediaTypeIsRefused() {
    service
        .send("PATCH", "/scores", BodyPublishers.ofString(good), service.withToken())
        .refused(MEDIA_TYPE);
    nothingHasChanged();
  }

  @Test
  void aPayloadMayBeAsLargeAsTheLimitAndNotLarger() {
    String own = Service.draft(service.newScore().exercise(), true);
    String largest = own + " ".repeat(LARGEST - own.length());
    service.write("PATCH", "/scores", largest).has(200);
    service.write("PATCH", "/scores", largest + " ").refused(TOO_LARGE);
  }

  private List<String> writes() {
    return List.of(
        "POST /scores",
        "PATCH /scores",
        "PUT /scores/" + score.id(),
        "PATCH /scores/" + score.id());
  }

  private Answer send(String write, BodyPublisher payload, String mediaType) {
    int space = write.indexOf(' ');
    return service.send(
        write.substring(0, space),
        write.substring(space + 1),
        payload,
        service.withToken("Content-Type", mediaType));
  }

  private void nothingHasChanged() {
    Answer answer = service.get("/scores/" + score.id());
    answer.expect(answer.score().equals(score), "unchanged " + score);
  }
}
