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
 * A response with assertions. They throw an {@link AssertionError} whose message has the expected
 * and the actual value in one line.
 *
 * @param request the method and path of the request, for messages
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

  /** Expects the status and the JSON body; the order of members does not matter. */
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
            : header + ": " + value + ", not '" + header(header) + "'");
  }

  /**
   * Expects the error's envelope with no other members and, if pointers are given, with an entry in
   * the errors array for exactly these.
   */
  CheckedResponse isError(ExpectedError error, String... pointers) {
    JsonNode tree = tree();
    Set<String> members = new TreeSet<>(Set.of("status", "message", "code"));
    Set<String> found = new TreeSet<>();
    tree.fieldNames().forEachRemaining(found::add);
    if (found.contains("errors")) {
      members.add("errors");
    }
    Set<String> named = new TreeSet<>();
    tree.path("errors").forEach(entry -> named.add(entry.path("pointer").asText("?")));
    String message = tree.path("message").asText();
    boolean holds =
        status == error.status
            && found.equals(members)
            && tree.path("status").asText().equals(error.envelope)
            && tree.path("code").asText().equals(error.code)
            && (error.message.isEmpty() ? !message.isBlank() : message.equals(error.message))
            && (pointers.length == 0 || named.equals(new TreeSet<>(List.of(pointers))));
    expect(holds, error + (pointers.length == 0 ? "" : " with errors at " + List.of(pointers)));
    return expect(
        mediaType().equals("application/json"),
        "Content-Type: application/json, not " + mediaType());
  }

  /** Expects a success with exactly these members beside {@code status}. */
  CheckedResponse isSuccess(int expectedStatus, String... members) {
    JsonNode tree = tree();
    Set<String> expected =
        new TreeSet<>(Stream.concat(Stream.of("status"), Stream.of(members)).toList());
    Set<String> found = new TreeSet<>();
    tree.fieldNames().forEachRemaining(found::add);
    return expect(
        status == expectedStatus
            && found.equals(expected)
            && tree.path("status").asText().equals("success"),
        expectedStatus + " {\"status\":\"success\"} with exactly the members " + expected);
  }

  /** Expects a success with this message and returns its score. */
  ScoreBody score(int expectedStatus, String message) {
    isSuccess(expectedStatus, "message", "data");
    expect(tree().path("message").asText().equals(message), "the message " + message);
    return ScoreBody.of(this, tree().path("data"));
  }

  /** Expects a success without a message and returns its score. */
  ScoreBody score() {
    isSuccess(200, "data");
    return ScoreBody.of(this, tree().path("data"));
  }

  /** Expects a success with a list or a page and returns its scores. */
  List<ScoreBody> scores() {
    isSuccess(200, "data");
    JsonNode scores = tree().at("/data/scores");
    expect(scores.isArray(), "data.scores, an array");
    List<ScoreBody> all = new ArrayList<>();
    StreamSupport.stream(scores.spliterator(), false)
        .map(score -> ScoreBody.of(this, score))
        .forEach(all::add);
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
    return header("Content-Type").replaceFirst(";.*", "");
  }

  /** Compares numbers by value: 1 equals 1.0 in JSON. */
  private static int compare(JsonNode one, JsonNode other) {
    return one.isNumber() && other.isNumber()
        ? one.decimalValue().compareTo(other.decimalValue())
        : one.equals(other) ? 0 : 1;
  }

  private static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException notJson) {
      throw new IllegalArgumentException(json, notJson);
    }
  }
}
