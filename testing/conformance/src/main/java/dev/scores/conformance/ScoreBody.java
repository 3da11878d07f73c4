package dev.scores.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** A score in a response, with the members and types of the contract. */
record ScoreBody(
    long id,
    long user,
    int exercise,
    boolean correct,
    Instant createdAt,
    Instant updatedAt,
    long attempts,
    Optional<Solve> solve) {

  /** The members {@code solved_at} and {@code attempts_to_solve}. */
  record Solve(Instant at, long attempts) {}

  private static final Pattern TIME =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z");

  /** The largest integer that a JavaScript client represents exactly: 2^53 − 1. */
  static final long MAX_ID = 9_007_199_254_740_991L;

  /**
   * @throws RuleStop.Deviation when the node is not a valid score
   */
  static ScoreBody of(CheckedResponse response, JsonNode node) {
    return new ScoreBody(
        integer(response, node, "id", MAX_ID),
        integer(response, node, "user_id", Integer.MAX_VALUE),
        (int) integer(response, node, "exercise_id", Integer.MAX_VALUE),
        bool(response, node),
        time(response, node, "created_at"),
        time(response, node, "updated_at"),
        integer(response, node, "attempts", MAX_ID),
        solve(response, node));
  }

  private static Optional<Solve> solve(CheckedResponse response, JsonNode node) {
    boolean isSolved = node.hasNonNull("solved_at");
    response.expect(
        node.has("solved_at") && node.has("attempts_to_solve"),
        Clause.SCORE,
        "a score with solved_at and attempts_to_solve");
    response.expect(
        isSolved == node.hasNonNull("attempts_to_solve"),
        Clause.SOLVED_AT,
        "both or neither of solved_at and attempts_to_solve");
    response.expect(
        isSolved || !node.path("correct").booleanValue(),
        Clause.SOLVED_AT,
        "solved_at of a correct score");
    return isSolved
        ? Optional.of(
            new Solve(
                time(response, node, "solved_at"),
                integer(response, node, "attempts_to_solve", MAX_ID)))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return "{\"id\":%d,\"user_id\":%d,\"exercise_id\":%d,\"correct\":%s,\"updated_at\":\"%s\",\"attempts\":%d,…}"
        .formatted(id, user, exercise, correct, updatedAt, attempts);
  }

  static long integer(CheckedResponse response, JsonNode node, String member, long max) {
    JsonNode value = node.path(member);
    response.expect(
        value.isIntegralNumber()
            && value.canConvertToLong()
            && value.longValue() >= 1
            && value.longValue() <= max,
        Clause.SCORE,
        "a " + member + " that is an integer from 1 to " + max);
    return value.longValue();
  }

  private static boolean bool(CheckedResponse response, JsonNode node) {
    response.expect(
        node.path("correct").isBoolean(), Clause.SCORE, "a score whose correct is a boolean");
    return node.path("correct").booleanValue();
  }

  static Instant time(CheckedResponse response, JsonNode node, String member) {
    String expected = "a " + member + " that is a time like 2026-01-31T12:00:00.000000Z";
    String text = node.path(member).asText();
    response.expect(
        node.path(member).isTextual() && TIME.matcher(text).matches(), Clause.TIMES, expected);
    try {
      return Instant.parse(text);
    } catch (DateTimeException noTime) {
      response.expect(false, Clause.TIMES, expected);
      throw noTime;
    }
  }
}
