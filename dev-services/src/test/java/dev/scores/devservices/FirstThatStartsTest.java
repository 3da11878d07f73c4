package dev.scores.devservices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.scores.devservices.FirstThatStarts.Way;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class FirstThatStartsTest {

  private final PostgresServer container = new NoServer();
  private final PostgresServer embedded = new NoServer();

  @Test
  void whereDockerAnswersTheEmbeddedServerIsNotEvenTried() {
    var started = choice(() -> container, FirstThatStartsTest::mustNotBeTried);
    assertSame(container, started.server());
    assertEquals("Testcontainers", started.name());
  }

  @Test
  void whereNoDockerAnswersTheEmbeddedServerIsTaken() {
    var started = choice(() -> refuse("no Docker engine answers"), () -> embedded);
    assertSame(embedded, started.server());
    assertEquals("embedded", started.name());
  }

  @Test
  void whereNeitherWorksOneMessageSaysBothReasons() {
    var none =
        assertThrows(
            CannotStart.class,
            () ->
                choice(
                    () -> refuse("no Docker engine answers"),
                    () -> refuse("initdb cannot be run as root")));
    assertEquals(
        "No PostgreSQL could be started. Testcontainers: no Docker engine answers; "
            + "embedded: initdb cannot be run as root",
        none.getMessage());
    assertEquals(2, none.getSuppressed().length);
  }

  private static FirstThatStarts.Started choice(
      Supplier<PostgresServer> container, Supplier<PostgresServer> embedded) {
    return FirstThatStarts.of(
        List.of(new Way("Testcontainers", container), new Way("embedded", embedded)));
  }

  private static PostgresServer refuse(String reason) {
    throw new CannotStart(reason);
  }

  private static PostgresServer mustNotBeTried() {
    throw new AssertionError("tried");
  }

  private static final class NoServer implements PostgresServer {
    @Override
    public Address address() {
      return new Address("localhost", 1, "nobody", "nothing");
    }

    @Override
    public void close() {}
  }
}
