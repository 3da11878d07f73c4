package dev.scores.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.scores.faults.TimedExchange.Reply;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExchangeLogTest {

  private final ExchangeLog exchangeLog = new ExchangeLog();

  @Test
  void failuresDoNotEndAGap() {
    at(0, 10, 200);
    at(10, 20, 503);
    at(20, 50, 201);
    at(50, 55, 200);
    assertEquals(Duration.ofNanos(40), gap(5, 60));
  }

  @Test
  void longestGapMayStartAtTheBegin() {
    at(0, 30, 200);
    assertEquals(Duration.ofNanos(30), gap(0, 40));
  }

  @Test
  void longestGapMayReachTheEnd() {
    at(0, 10, 200);
    assertEquals(Duration.ofNanos(90), gap(0, 100));
  }

  @Test
  void withoutSuccessTheGapIsTheWholeTime() {
    at(0, 10, 503);
    assertEquals(Duration.ofNanos(100), gap(0, 100));
  }

  @Test
  void outOfOrderCompletionMakesNoGap() {
    at(0, 40, 200);
    at(0, 20, 200);
    assertEquals(Duration.ofNanos(20), gap(0, 60));
  }

  @Test
  void recoveryEndsWithTheLastFailure() {
    at(10, 15, 503);
    at(20, 28, 503);
    at(21, 22, 200);
    at(30, 31, 200);
    assertEquals(Duration.ofNanos(18), exchangeLog.recoveryTime(10, TimedExchange::isSuccess));
  }

  @Test
  void earlierRequestsDoNotCount() {
    at(5, 40, 503);
    at(10, 12, 200);
    assertEquals(Duration.ZERO, exchangeLog.recoveryTime(10, TimedExchange::isSuccess));
  }

  @Test
  void incompleteResponseIsAFailure() {
    exchangeLog.add(new TimedExchange("GET", "/", 10, 19, new Reply.Incomplete("reset")));
    assertEquals(Duration.ofNanos(9), exchangeLog.recoveryTime(10, TimedExchange::isSuccess));
    assertEquals(Duration.ofNanos(20), gap(0, 20));
  }

  private void at(long invoked, long completed, int status) {
    var reply = new Reply.Complete(status, "", 0, Optional.empty());
    exchangeLog.add(new TimedExchange("GET", "/", invoked, completed, reply));
  }

  private Duration gap(long from, long to) {
    return exchangeLog.longestGap(TimedExchange::isSuccess, from, to);
  }
}
