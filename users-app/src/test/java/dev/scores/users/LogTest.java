package dev.scores.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** Nothing secret is in a log, not even where something fails. */
class LogTest {

  private static final String OLD = "sesame-opened-once";
  private static final String NEW = "sesame-opened-again";

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

  @Test
  void logsHoldNoPasswordHashOrToken() {
    Level before = root.getLevel();
    root.setLevel(Level.INFO);
    captured.start();
    root.addAppender(captured);
    String first;
    String second;
    String hash;
    try (UsersTestServer service =
        UsersTestServer.start(
            "USERS_ADMIN_EMAIL", "chief@example.com", "USERS_ADMIN_PASSWORD", OLD)) {
      String account =
          "{\"username\":\"ada\",\"email\":\"ada@example.com\",\"password\":\"" + OLD + "\"}";
      first = service.post("/auth/register", account).token();
      service.post("/api/register", account);
      service.post("/auth/login", account);
      service.post("/api/login", account);
      service.post("/api/login", "{\"username\":\"ada\",\"password\":\"" + NEW + "\"}");
      second =
          service
              .put(
                  "/auth/password",
                  "{\"old\":\"%s\",\"new\":\"%s\"}".formatted(OLD, NEW),
                  "Authorization",
                  "Bearer " + first)
              .token();
      hash = service.value("select password_hash from users where username = 'ada'");
      service.status(first);
      service.status(second);
      service.get("/auth/logout", "Authorization", "Bearer " + second);
      service.execute("alter table users alter column created_at drop default");
      service.execute(
          "alter table users alter column created_at type jsonb using to_jsonb(created_at)");
      assertEquals(500, service.post("/auth/register", account).status());
      assertEquals(500, service.post("/api/login", account).status());
      service.execute("alter table users rename column active to inactive");
      service.status(second);
    } finally {
      root.detachAppender(captured);
      root.setLevel(before);
    }
    String log =
        List.copyOf(captured.list).stream()
            .map(
                event ->
                    event.getFormattedMessage()
                        + "\n"
                        + ThrowableProxyUtil.asString(event.getThrowableProxy()))
            .collect(Collectors.joining("\n"));
    assertEquals(true, log.contains("is now an admin"), log);
    assertEquals(true, log.contains("POST /auth/register failed"), log);
    for (String secret :
        List.of(
            OLD,
            NEW,
            hash,
            "$argon2id$",
            first,
            second,
            first.substring(first.lastIndexOf('.') + 1),
            UsersTestServer.KEY.getD().toString())) {
      assertFalse(log.contains(secret), log);
    }
  }
}
