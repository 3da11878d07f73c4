package dev.scores.chassis.security;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.scores.chassis.logging.LogThrottle;
import io.micronaut.http.HttpRequest;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class SecurityLogTest {

  private final Logger logger = (Logger) LoggerFactory.getLogger("security");
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final AtomicLong now = new AtomicLong();
  private final SecurityLog log =
      new SecurityLog(
          request -> "192.0.2.1",
          new LogThrottle(SecurityLog.LINES, LogThrottle.INTERVAL, now::get));

  @BeforeEach
  void capture() {
    logger.setLevel(Level.INFO);
    lines.start();
    logger.addAppender(lines);
  }

  @AfterEach
  void release() {
    logger.detachAppender(lines);
    logger.setLevel(null);
  }

  @Test
  void eachDetailIsAFieldAndInTheMessage() {
    HttpRequest<?> request = HttpRequest.GET("/").setAttribute("X-Request-Id", "the-request");
    log.record(
        SecurityEvent.LOGIN_FAILED,
        SecurityDetails.of(SecurityReason.WRONG_PASSWORD).withAccount(7),
        request);
    ILoggingEvent line = lines.list.getFirst();
    assertEquals(
        "login failed: wrong password (account 7, client 192.0.2.1)", line.getFormattedMessage());
    assertEquals(
        "event=login_failed reason=wrong_password account_id=7 client=192.0.2.1", fields(line));
    assertEquals("the-request", line.getMDCPropertyMap().get("request_id"));
  }

  @Test
  void eventOutsideARequestHasNoClient() {
    log.record(SecurityEvent.ADMIN_GRANTED, SecurityDetails.ofAccount(7).withActor(1));
    assertEquals(
        "admin role granted (account 7, by account 1)",
        lines.list.getFirst().getFormattedMessage());
  }

  @Test
  void floodIsCountedAndDoesNotHideOtherReasons() {
    for (int i = 0; i < 100; i++) {
      log.record(
          SecurityEvent.TOKEN_REJECTED,
          SecurityDetails.of(SecurityReason.MALFORMED),
          HttpRequest.GET("/"));
    }
    assertEquals(SecurityLog.LINES, lines.list.size());
    log.record(
        SecurityEvent.TOKEN_REJECTED,
        SecurityDetails.of(SecurityReason.EXPIRED),
        HttpRequest.GET("/"));
    assertEquals(SecurityLog.LINES + 1, lines.list.size());
    now.addAndGet(LogThrottle.INTERVAL.toNanos());
    log.record(
        SecurityEvent.TOKEN_REJECTED,
        SecurityDetails.of(SecurityReason.MALFORMED),
        HttpRequest.GET("/"));
    assertEquals(
        "token rejected: malformed (client 192.0.2.1) (80 similar lines left out)",
        lines.list.getLast().getFormattedMessage());
    assertEquals(
        "event=token_rejected reason=malformed client=192.0.2.1 omitted=80",
        fields(lines.list.getLast()));
  }

  private static String fields(ILoggingEvent line) {
    return List.copyOf(line.getKeyValuePairs()).stream()
        .map(pair -> pair.key + "=" + pair.value)
        .collect(Collectors.joining(" "));
  }
}
