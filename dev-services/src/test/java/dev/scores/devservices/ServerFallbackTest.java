package dev.scores.devservices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.scores.devservices.ServerFallback.Way;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ServerFallbackTest {

  private final PostgresServer container = new NoServer();
  private final PostgresServer embedded = new NoServer();

  @Test
  void whereDockerAnswersTheEmbeddedServerIsNotEvenTried() {
    var started = choice(() -> container, ServerFallbackTest::mustNotBeTried);
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
            StartupException.class,
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

  private static ServerFallback.Started choice(
      Supplier<PostgresServer> container, Supplier<PostgresServer> embedded) {
    return ServerFallback.of(
        List.of(new Way("Testcontainers", container), new Way("embedded", embedded)));
  }

  private static PostgresServer refuse(String reason) {
    throw new StartupException(reason);
  }

  private static PostgresServer mustNotBeTried() {
    throw new AssertionError("tried");
  }

  private static final class NoServer implements PostgresServer {
    @Override
    public DatabaseAddress address() {
      return new DatabaseAddress("localhost", 1, "nobody", "nothing");
    }

    @Override
    public void close() {}
  }
}
