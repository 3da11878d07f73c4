package dev.scores.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.scores.faults.TimedExchange.Reply;
import dev.scores.faults.Write.Outcome;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScoreWriterTest {

  @Test
  void successIsAnAcknowledgementOfAVersion() {
    assertEquals(new Outcome.Acknowledged(3), outcome(answered(200, 3)));
  }

  @Test
  void aFaultOfTheClientMeansThatNothingWasWritten() {
    assertInstanceOf(Outcome.Refused.class, outcome(answered(400, 0)));
  }

  @Test
  void serverErrorLeavesTheOutcomeUnknown() {
    assertInstanceOf(Outcome.Unknown.class, outcome(answered(503, 0)));
  }

  @Test
  void brokenConnectionLeavesTheOutcomeUnknown() {
    assertInstanceOf(Outcome.Unknown.class, outcome(new Reply.Broken("reset")));
  }

  @Test
  void withoutAConnectionNothingWasWritten() {
    assertInstanceOf(Outcome.NotSent.class, outcome(new Reply.NotSent("refused")));
  }

  private static Outcome outcome(Reply reply) {
    return ScoreWriter.outcome(new TimedExchange("PATCH", "/scores", 0, 1, reply));
  }

  private static Reply answered(int status, int version) {
    return new Reply.Answered(status, "", version, Optional.empty());
  }
}
