package dev.scores.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;

/** A score in a response, with exactly the members and types of the contract. */
record ScoreBody(
    long id, long user, int exercise, boolean correct, Instant createdAt, Instant updatedAt) {

  private static final Set<String> MEMBERS =
      new TreeSet<>(Set.of("id", "user_id", "exercise_id", "correct", "created_at", "updated_at"));
  private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z";

  /** The largest integer that a JavaScript client represents exactly: 2^53 − 1. */
  private static final long MAX_ID = 9_007_199_254_740_991L;

  /**
   * @throws AssertionError when the node is not a valid score
   */
  static ScoreBody of(CheckedResponse response, JsonNode node) {
    Set<String> members = new TreeSet<>();
    node.fieldNames().forEachRemaining(members::add);
    response.expect(members.equals(MEMBERS), "a score with exactly the members " + MEMBERS);
    return new ScoreBody(
        integer(response, node, "id", MAX_ID),
        integer(response, node, "user_id", Integer.MAX_VALUE),
        (int) integer(response, node, "exercise_id", Integer.MAX_VALUE),
        bool(response, node),
        time(response, node, "created_at"),
        time(response, node, "updated_at"));
  }

  private static long integer(CheckedResponse response, JsonNode node, String member, long max) {
    JsonNode value = node.get(member);
    response.expect(
        value.isIntegralNumber()
            && value.canConvertToLong()
            && value.longValue() >= 1
            && value.longValue() <= max,
        member + " to be an integer from 1 to " + max);
    return value.longValue();
  }

  private static boolean bool(CheckedResponse response, JsonNode node) {
    response.expect(node.get("correct").isBoolean(), "correct to be a boolean");
    return node.get("correct").booleanValue();
  }

  private static Instant time(CheckedResponse response, JsonNode node, String member) {
    String text = node.get(member).isTextual() ? node.get(member).textValue() : "";
    response.expect(text.matches(TIME), member + " to be a time like 2026-01-31T12:00:00.000000Z");
    return Instant.parse(text);
  }
}
