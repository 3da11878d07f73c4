package dev.scores.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;

/** A score as it came over the wire, of exactly the members and types of the contract. */
record ScoreBody(
    long id, long user, int exercise, boolean correct, Instant createdAt, Instant updatedAt) {

  private static final Set<String> MEMBERS =
      new TreeSet<>(Set.of("id", "user_id", "exercise_id", "correct", "created_at", "updated_at"));
  private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z";

  /** The largest integer that every client can tell from its neighbours: 2^53 − 1. */
  private static final long MAX_ID = 9_007_199_254_740_991L;

  /**
   * @throws AssertionError where it is none
   */
  static ScoreBody of(CheckedResponse answer, JsonNode node) {
    Set<String> members = new TreeSet<>();
    node.fieldNames().forEachRemaining(members::add);
    answer.expect(members.equals(MEMBERS), "a score of exactly " + MEMBERS);
    return new ScoreBody(
        integer(answer, node, "id", MAX_ID),
        integer(answer, node, "user_id", Integer.MAX_VALUE),
        (int) integer(answer, node, "exercise_id", Integer.MAX_VALUE),
        bool(answer, node),
        time(answer, node, "created_at"),
        time(answer, node, "updated_at"));
  }

  private static long integer(CheckedResponse answer, JsonNode node, String member, long max) {
    JsonNode value = node.get(member);
    answer.expect(
        value.isIntegralNumber()
            && value.canConvertToLong()
            && value.longValue() >= 1
            && value.longValue() <= max,
        member + " an integer from 1 to " + max);
    return value.longValue();
  }

  private static boolean bool(CheckedResponse answer, JsonNode node) {
    answer.expect(node.get("correct").isBoolean(), "correct a boolean");
    return node.get("correct").booleanValue();
  }

  private static Instant time(CheckedResponse answer, JsonNode node, String member) {
    String text = node.get(member).isTextual() ? node.get(member).textValue() : "";
    answer.expect(
        text.matches(TIME),
        member + " a time in UTC with microseconds, 2026-01-31T12:00:00.000000Z say");
    return Instant.parse(text);
  }
}
