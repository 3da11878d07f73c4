package dev.scores.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.scores.faults.TimedExchange.Reply;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RenamerTest {

  private final Renamer renamer =
      new Renamer(
          new Client(URI.create("http://127.0.0.1:1")), new Account(1, "ada@example.com", "token"));

  @Test
  void theNameThatWasAcknowledgedIsThere() {
    told("a", 200);
    told("b", 200);
    is("b", true);
    is("a", false);
    is("", false);
  }

  @Test
  void aNameWithoutAnAnswerMayBeThere() {
    told("a", 200);
    told("b", 503);
    is("a", true);
    is("b", true);
    is("c", false);
  }

  @Test
  void anAcknowledgedNameEndsAllDoubt() {
    told("a", 503);
    told("b", 200);
    is("a", false);
  }

  @Test
  void aNameThatWasNotSentIsNotThere() {
    told("a", 200);
    renamer.told("b", exchange(new Reply.NotSent("refused")));
    is("b", false);
  }

  private void told(String name, int status) {
    renamer.told(name, exchange(new Reply.Answered(status, "", 0, Optional.empty())));
  }

  private void is(String stored, boolean fine) {
    assertEquals(fine, renamer.fault(stored).isEmpty());
  }

  private static TimedExchange exchange(Reply reply) {
    return new TimedExchange("PUT", "/users/1", 0, 1, reply);
  }
}
