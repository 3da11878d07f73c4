package dev.scores.conformance;

import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * An answer, and what it should have been: every method that expects something throws an {@link
 * AssertionError} that says both in one line.
 *
 * @param request the request's method and path, as told to people
 */
record CheckedResponse(String request, int status, HttpHeaders headers, String body) {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  CheckedResponse expect(boolean holds, String expected) {
    if (!holds) {
      fail(
          "%s: expected %s, was %d %s".formatted(request, expected, status, Excerpt.oneLine(body)));
    }
    return this;
  }

  /** The status, and the body as JSON whatever the order of members. */
  CheckedResponse is(int expectedStatus, String json) {
    return expect(
        status == expectedStatus && tree().equals(CheckedResponse::compare, tree(json)),
        expectedStatus + " " + json);
  }

  CheckedResponse has(int expectedStatus) {
    return expect(status == expectedStatus, "status " + expectedStatus);
  }

  CheckedResponse has(String header, String value) {
    return expect(
        header(header).equals(value),
        value.isEmpty()
            ? "no " + header
            : header + ": " + value + " (it is " + header(header) + ")");
  }

  /** The envelope of an error, of exactly its members, with an error at each of the pointers. */
  CheckedResponse refused(ExpectedError refusal, String... pointers) {
    JsonNode tree = tree();
    Set<String> members = new TreeSet<>(Set.of("status", "message", "code"));
    Set<String> found = new TreeSet<>();
    tree.fieldNames().forEachRemaining(found::add);
    if (found.contains("errors")) {
      members.add("errors");
    }
    Set<String> named = new TreeSet<>();
    tree.path("errors").forEach(error -> named.add(error.path("pointer").asText("?")));
    String message = tree.path("message").asText();
    boolean holds =
        status == refusal.status
            && found.equals(members)
            && tree.path("status").asText().equals(refusal.envelope)
            && tree.path("code").asText().equals(refusal.code)
            && (refusal.message.isEmpty() ? !message.isBlank() : message.equals(refusal.message))
            && (pointers.length == 0 || named.equals(new TreeSet<>(List.of(pointers))));
    expect(holds, refusal + (pointers.length == 0 ? "" : " with errors at " + List.of(pointers)));
    return expect(
        mediaType().equals("application/json"),
        "Content-Type: application/json, not " + mediaType());
  }

  /** A success with exactly these members beside {@code status}. */
  CheckedResponse succeeds(int expectedStatus, String... members) {
    JsonNode tree = tree();
    Set<String> expected =
        new TreeSet<>(Stream.concat(Stream.of("status"), Stream.of(members)).toList());
    Set<String> found = new TreeSet<>();
    tree.fieldNames().forEachRemaining(found::add);
    return expect(
        status == expectedStatus
            && found.equals(expected)
            && tree.path("status").asText().equals("success"),
        expectedStatus + " {\"status\":\"success\"} of exactly " + expected);
  }

  /** A success that says this and shows one score. */
  ScoreBody score(int expectedStatus, String message) {
    succeeds(expectedStatus, "message", "data");
    expect(tree().path("message").asText().equals(message), "the message " + message);
    return ScoreBody.of(this, tree().path("data"));
  }

  /** A success that shows one score and says nothing. */
  ScoreBody score() {
    succeeds(200, "data");
    return ScoreBody.of(this, tree().path("data"));
  }

  /** A success that shows a list or a page of one. */
  List<ScoreBody> scores() {
    succeeds(200, "data");
    JsonNode scores = tree().at("/data/scores");
    expect(scores.isArray(), "data.scores, an array");
    List<ScoreBody> all = new ArrayList<>();
    StreamSupport.stream(scores.spliterator(), false)
        .map(score -> ScoreBody.of(this, score))
        .forEach(all::add);
    return all;
  }

  /** Where the list goes on; empty on its last page. */
  String next() {
    return tree().at("/data/next").asText();
  }

  JsonNode tree() {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException noJson) {
      expect(false, "JSON");
      throw new IllegalStateException(noJson);
    }
  }

  String header(String name) {
    return String.join(", ", headers.allValues(name));
  }

  String mediaType() {
    return header("Content-Type").replaceFirst(";.*", "");
  }

  /** 1 is 1.0 in JSON. */
  private static int compare(JsonNode one, JsonNode other) {
    return one.isNumber() && other.isNumber()
        ? one.decimalValue().compareTo(other.decimalValue())
        : one.equals(other) ? 0 : 1;
  }

  private static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException noJson) {
      throw new IllegalArgumentException(json, noJson);
    }
  }
}
