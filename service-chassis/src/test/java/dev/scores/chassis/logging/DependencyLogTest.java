package dev.scores.chassis.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class DependencyLogTest {

  private final Logger logger = (Logger) LoggerFactory.getLogger(DependencyLogTest.class);
  private final ListAppender<ILoggingEvent> captured = new ListAppender<>();
  private final AtomicLong now = new AtomicLong();
  private final DependencyLog database =
      new DependencyLog(
          logger, "database", new LogThrottle(Duration.ofSeconds(10), now::get), now::get);

  @BeforeEach
  void capture() {
    logger.setLevel(Level.INFO);
    captured.start();
    logger.addAppender(captured);
  }

  @AfterEach
  void release() {
    logger.detachAppender(captured);
    logger.setLevel(null);
  }

  @Test
  void outageIsReportedOncePerCauseAndItsEndWithItsDuration() {
    for (int i = 0; i < 1000; i++) {
      database.failed("08001", "cannot be reached: Connection refused");
    }
    database.failed("57P03", "refused the connection: starting up");
    now.addAndGet(Duration.ofSeconds(12).toNanos());
    assertTrue(database.isFailing());
    database.succeeded();
    database.succeeded();
    assertFalse(database.isFailing());
    assertEquals(
        List.of(
            "WARN database cannot be reached: Connection refused",
            "WARN database refused the connection: starting up",
            "INFO database is reachable again after 12 s"),
        lines());
  }

  @Test
  void omittedFailuresAreCountedInTheNextLine() {
    for (int i = 0; i < 3; i++) {
      database.failed("08001", "cannot be reached");
    }
    now.addAndGet(Duration.ofSeconds(10).toNanos());
    database.failed("08001", "cannot be reached");
    assertEquals(
        List.of(
            "WARN database cannot be reached",
            "WARN database cannot be reached (2 similar lines left out)"),
        lines());
  }

  @Test
  void recoveryOfAnOutageThatWasNotReportedIsNotReported() {
    database.failed("08001", "cannot be reached");
    database.succeeded();
    database.failed("08001", "cannot be reached");
    database.succeeded();
    assertEquals(
        List.of("WARN database cannot be reached", "INFO database is reachable again after 0 s"),
        lines());
  }

  private List<String> lines() {
    return captured.list.stream()
        .map(event -> event.getLevel() + " " + event.getFormattedMessage())
        .toList();
  }
}
