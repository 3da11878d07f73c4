package dev.scores.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.scores.faults.ScoreWrite.Outcome;
import dev.scores.faults.TimedExchange.Reply;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScoreWriterTest {

  @Test
  void successAcknowledgesAVersion() {
    assertEquals(new Outcome.Acknowledged(3), outcome(complete(200, 3)));
  }

  @Test
  void clientErrorIsARejection() {
    assertInstanceOf(Outcome.Rejected.class, outcome(complete(400, 0)));
  }

  @Test
  void serverErrorLeavesTheOutcomeUnknown() {
    assertInstanceOf(Outcome.Unknown.class, outcome(complete(503, 0)));
  }

  @Test
  void brokenConnectionLeavesTheOutcomeUnknown() {
    assertInstanceOf(Outcome.Unknown.class, outcome(new Reply.Incomplete("reset")));
  }

  @Test
  void withoutConnectionNothingIsWritten() {
    assertInstanceOf(Outcome.NotSent.class, outcome(new Reply.NotSent("rejected")));
  }

  private static Outcome outcome(Reply reply) {
    return ScoreWriter.outcome(new TimedExchange("PATCH", "/scores", 0, 1, reply));
  }

  private static Reply complete(int status, int version) {
    return new Reply.Complete(status, "", version, Optional.empty());
  }
}
