package dev.scores.conformance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.scores.conformance.RuleStop.Deviation;
import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A response with expectations. Those that do not hold throw a {@link Deviation}. Members that the
 * contract does not describe are ignored.
 *
 * @param status the status, or 0 if there is no response; then the body is the reason
 */
record CheckedResponse(Request request, int status, HttpHeaders headers, String body) {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  static CheckedResponse none(Request request, String reason) {
    return new CheckedResponse(request, 0, HttpHeaders.of(Map.of(), (name, value) -> true), reason);
  }

  CheckedResponse expect(boolean holds, String expected) {
    return holds ? this : deviate(Optional.empty(), expected, summary());
  }

  CheckedResponse expect(boolean holds, String expected, String actual) {
    return holds ? this : deviate(Optional.empty(), expected, actual);
  }

  /** As above, by a clause of the contract that is not that of the rule. */
  CheckedResponse expect(boolean holds, Clause clause, String expected) {
    return holds ? this : deviate(Optional.of(clause), expected, summary());
  }

  private CheckedResponse deviate(Optional<Clause> clause, String expected, String actual) {
    throw new Deviation(this, clause, expected, actual);
  }

  /** Expects the status and a JSON body with at least these members and values. */
  CheckedResponse is(int expectedStatus, String json) {
    return expect(
        status == expectedStatus && contains(tree(), parse(json)), expectedStatus + " " + json);
  }

  CheckedResponse has(int expectedStatus) {
    return expect(status == expectedStatus, "status " + expectedStatus);
  }

  CheckedResponse has(String header, String value) {
    return expect(
        header(header).equals(value),
        value.isEmpty() ? "no " + header : header + ": " + value,
        header + ": " + header(header));
  }

  CheckedResponse hasType(String mediaType) {
    return expect(
        mediaType().equals(mediaType),
        "Content-Type: " + mediaType,
        "Content-Type: " + header("Content-Type"));
  }

  /** Expects the status, the envelope and the code of the error. */
  CheckedResponse isError(ExpectedError error) {
    JsonNode tree = tree();
    expect(
        status == error.status
            && tree.path("status").asText().equals(error.envelope)
            && tree.path("code").asText().equals(error.code),
        error.toString());
    expect(
        !tree.path("message").asText().isBlank(),
        Clause.FAILURE,
        "a message for people in the envelope");
    return expect(
        mediaType().equals("application/json"), Clause.FORMAT_OF_ERRORS, "application/json");
  }

  /** Expects an error that names exactly these positions. */
  CheckedResponse isError(ExpectedError error, Set<String> pointers) {
    isError(error);
    Set<String> named = new TreeSet<>();
    tree().path("errors").forEach(entry -> named.add(entry.path("pointer").asText("?")));
    return expect(
        named.equals(new TreeSet<>(pointers)),
        error + " with errors at \"" + String.join("\", \"", new TreeSet<>(pointers)) + '"');
  }

  /** Expects a success and returns its data. */
  JsonNode data(int expectedStatus) {
    JsonNode tree = tree();
    expect(
        status == expectedStatus
            && tree.path("status").asText().equals("success")
            && tree.path("data").isObject(),
        expectedStatus + " {\"status\":\"success\",\"data\":{…}}");
    return tree.path("data");
  }

  /** Expects a success with one score. */
  ScoreBody score(int expectedStatus) {
    return ScoreBody.of(this, data(expectedStatus));
  }

  /** Expects a success with a list or a page and returns its scores. */
  List<ScoreBody> scores() {
    JsonNode scores = data(200).path("scores");
    expect(scores.isArray(), "data.scores, an array");
    List<ScoreBody> all = new ArrayList<>();
    scores.forEach(score -> all.add(ScoreBody.of(this, score)));
    return all;
  }

  /** Expects a success with events and returns them. */
  List<EventBody> events() {
    JsonNode events = data(200).path("events");
    expect(events.isArray(), "data.events, an array");
    List<EventBody> all = new ArrayList<>();
    events.forEach(event -> all.add(EventBody.of(this, event)));
    return all;
  }

  /** Expects a success with attempts and returns them. */
  List<AttemptBody> attempts() {
    JsonNode attempts = data(200).path("attempts");
    expect(attempts.isArray(), "data.attempts, an array");
    List<AttemptBody> all = new ArrayList<>();
    attempts.forEach(attempt -> all.add(AttemptBody.of(this, attempt)));
    return all;
  }

  /** The cursor of the next page; empty on the last page. */
  String next() {
    return tree().at("/data/next").asText();
  }

  JsonNode tree() {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException notJson) {
      expect(false, "JSON");
      throw new IllegalStateException(notJson);
    }
  }

  String header(String name) {
    return String.join(", ", headers.allValues(name));
  }

  String mediaType() {
    return header("Content-Type").replaceFirst(";.*", "").strip();
  }

  /** The status and the beginning of the body, in one line. */
  String summary() {
    return (status == 0 ? "no response: " : status + " ") + Excerpt.oneLine(body);
  }

  /** Compares numbers by value: 1 equals 1.0 in JSON. */
  private static boolean contains(JsonNode found, JsonNode expected) {
    if (expected.isObject()) {
      return expected.properties().stream()
          .allMatch(
              member ->
                  found.has(member.getKey())
                      && contains(found.get(member.getKey()), member.getValue()));
    }
    if (expected.isNumber() && found.isNumber()) {
      return found.decimalValue().compareTo(expected.decimalValue()) == 0;
    }
    return found.equals(expected);
  }

  private static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException notJson) {
      throw new IllegalArgumentException(json, notJson);
    }
  }
}
