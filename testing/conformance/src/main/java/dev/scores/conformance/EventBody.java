package dev.scores.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * An event of the change feed, with the members and types of the contract.
 *
 * @param id the id of the score
 * @param score the score after the event; empty if it was removed
 */
record EventBody(
    String type, long sequence, Instant at, boolean verdict, long id, Optional<ScoreBody> score) {

  private static final String REMOVED = "removed";

  /**
   * @throws RuleStop.Deviation when the node is not a valid event
   */
  static EventBody of(CheckedResponse response, JsonNode node) {
    String type = node.path("type").asText();
    response.expect(
        Set.of("added", "updated", REMOVED).contains(type),
        Clause.EVENT,
        "an event whose type is added, updated or removed");
    JsonNode score = node.path("score");
    boolean isRemoval = type.equals(REMOVED);
    response.expect(
        isRemoval ? !node.has("verdict") : node.path("verdict").isBoolean(),
        Clause.EVENT,
        "a verdict, unless the score was removed");
    response.expect(
        !isRemoval || score.properties().stream().allMatch(member -> isId(member.getKey())),
        Clause.TOMBSTONE,
        "only the ids of a removed score");
    long id = ScoreBody.integer(response, score, "id", ScoreBody.MAX_ID);
    ScoreBody.integer(response, score, "user_id", Integer.MAX_VALUE);
    ScoreBody.integer(response, score, "exercise_id", Integer.MAX_VALUE);
    return new EventBody(
        type,
        ScoreBody.integer(response, node, "sequence", ScoreBody.MAX_ID),
        ScoreBody.time(response, node, "at"),
        node.path("verdict").booleanValue(),
        id,
        isRemoval ? Optional.empty() : Optional.of(ScoreBody.of(response, score)));
  }

  private static boolean isId(String member) {
    return Set.of("id", "user_id", "exercise_id").contains(member);
  }

  boolean isRemoval() {
    return type.equals(REMOVED);
  }
}
