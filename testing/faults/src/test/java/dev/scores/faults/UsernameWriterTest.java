package dev.scores.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.scores.faults.TimedExchange.Reply;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UsernameWriterTest {

  private final UsernameWriter writer =
      new UsernameWriter(
          new Client(URI.create("http://127.0.0.1:1")),
          new UserAccount(1, "ada@example.com", "token"));

  @Test
  void lastAcknowledgedNameIsStored() {
    record("a", 200);
    record("b", 200);
    assertPossible("b", true);
    assertPossible("a", false);
    assertPossible("", false);
  }

  @Test
  void nameWithoutResponseMayBeStored() {
    record("a", 200);
    record("b", 503);
    assertPossible("a", true);
    assertPossible("b", true);
    assertPossible("c", false);
  }

  @Test
  void acknowledgedNameReplacesEarlierOnes() {
    record("a", 503);
    record("b", 200);
    assertPossible("a", false);
  }

  @Test
  void unsentNameIsNotStored() {
    record("a", 200);
    writer.record("b", exchange(new Reply.NotSent("rejected")));
    assertPossible("b", false);
  }

  private void record(String name, int status) {
    writer.record(name, exchange(new Reply.Complete(status, "", 0, Optional.empty())));
  }

  private void assertPossible(String stored, boolean fine) {
    assertEquals(fine, writer.error(stored).isEmpty());
  }

  private static TimedExchange exchange(Reply reply) {
    return new TimedExchange("PUT", "/users/1", 0, 1, reply);
  }
}
