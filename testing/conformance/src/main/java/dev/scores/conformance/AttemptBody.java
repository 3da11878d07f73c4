package dev.scores.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/** An attempt in a response, with the members and types of the contract. */
record AttemptBody(long number, boolean correct, Instant at) {

  /**
   * @throws RuleStop.Deviation when the node is not a valid attempt
   */
  static AttemptBody of(CheckedResponse response, JsonNode node) {
    response.expect(
        node.path("correct").isBoolean(), Clause.ATTEMPT, "an attempt whose correct is a boolean");
    return new AttemptBody(
        ScoreBody.integer(response, node, "number", ScoreBody.MAX_ID),
        node.path("correct").booleanValue(),
        ScoreBody.time(response, node, "at"));
  }
}
