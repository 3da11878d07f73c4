package dev.scores.faults;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.scores.faults.TimedExchange.Reply;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An outage from 0 to 10 s; each test plants a wrong response that the check must find. */
class OutageTest {

  private static final String UNAVAILABLE = "{\"status\":\"error\",\"message\":\"later\"}";

  private final ExchangeLog load = new ExchangeLog();
  private final ExchangeLog readiness = new ExchangeLog();
  private final ExchangeLog life = new ExchangeLog();

  @Test
  void outageReportedInTimeIsNoViolation() {
    exchange(readiness, 100, 110, 200);
    exchange(readiness, 1900, 1990, 503);
    exchange(life, 5000, 5001, 200);
    unavailable(3000, 5900);
    exchange(load, 9000, 9500, 200);
    exchange(load, 11000, 11100, 503);
    exchange(readiness, 11000, 11500, 503);
    assertFindings(0, 0);
  }

  @Test
  void serverErrorIsWrong() {
    exchange(load, 3000, 3100, 500);
    assertFindings(1, 1);
  }

  @Test
  void clientErrorIsWrong() {
    exchange(load, 3000, 3100, 400);
    assertFindings(1, 1);
  }

  @Test
  void unavailableNeedsRetryAfter() {
    add(load, 3000, 3100, new Reply.Complete(503, UNAVAILABLE, 0, Optional.empty()));
    assertFindings(1, 1);
  }

  @Test
  void unavailableNeedsTheErrorBody() {
    add(load, 3000, 3100, new Reply.Complete(503, "<html>", 0, Optional.of("1")));
    assertFindings(1, 1);
  }

  @Test
  void responseAfterTheDeadlineIsWrong() {
    unavailable(3000, 8001);
    assertFindings(1, 1);
  }

  @Test
  void brokenConnectionIsWrong() {
    add(load, 3000, 3100, new Reply.Incomplete("reset"));
    assertFindings(1, 1);
  }

  @Test
  void failedLivenessIsWrong() {
    exchange(life, 3000, 3100, 503);
    assertFindings(1, 1);
  }

  @Test
  void lateReadinessFailureIsAViolation() {
    exchange(readiness, 2100, 2110, 200);
    assertFindings(0, 1);
  }

  @Test
  void slowReadinessIsAViolation() {
    exchange(readiness, 100, 2200, 503);
    assertFindings(0, 1);
  }

  @Test
  void failureAfterThreeSecondsIsAViolation() {
    exchange(load, 12900, 13100, 503);
    assertFindings(0, 1);
  }

  @Test
  void readinessAfterThreeSecondsIsAViolation() {
    exchange(readiness, 13000, 13100, 503);
    assertFindings(0, 1);
  }

  private void assertFindings(long wrong, int violations) {
    var outage = new Outage("away", 0, 0, ms(10_000), ms(10_000));
    var findings = outage.check(new Outage.Observations(load, readiness, life));
    assertEquals(wrong, findings.wrong(), () -> findings.violations().toString());
    assertEquals(violations, findings.violations().size(), () -> findings.violations().toString());
  }

  private void unavailable(long invoked, long completed) {
    add(load, invoked, completed, new Reply.Complete(503, UNAVAILABLE, 0, Optional.of("1")));
  }

  private static void exchange(ExchangeLog exchangeLog, long invoked, long completed, int status) {
    add(exchangeLog, invoked, completed, new Reply.Complete(status, "", 0, Optional.empty()));
  }

  private static void add(ExchangeLog exchangeLog, long invoked, long completed, Reply reply) {
    exchangeLog.add(new TimedExchange("GET", "/", ms(invoked), ms(completed), reply));
  }

  private static long ms(long milliseconds) {
    return MILLISECONDS.toNanos(milliseconds);
  }
}
