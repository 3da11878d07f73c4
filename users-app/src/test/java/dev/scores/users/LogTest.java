package dev.scores.users;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** Warnings of the start. UsersSecretsTest checks that logs contain no secret. */
class LogTest {

  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final ListAppender<ILoggingEvent> captured = new ListAppender<>();

  @ParameterizedTest
  @CsvSource({"open, true", "admin, false"})
  void openAccessIsLoggedAtStart(String access, boolean warned) {
    Level before = root.getLevel();
    root.setLevel(Level.INFO);
    captured.start();
    root.addAppender(captured);
    try (UsersTestServer service = UsersTestServer.start("USERS_ACCESS", access)) {
      assertEquals(200, service.get("/ping").status());
      assertEquals(
          warned,
          List.copyOf(captured.list).stream()
              .filter(event -> event.getLevel() == Level.WARN)
              .anyMatch(event -> event.getFormattedMessage().startsWith("USERS_ACCESS=open: ")));
    } finally {
      root.detachAppender(captured);
      root.setLevel(before);
    }
  }
}
