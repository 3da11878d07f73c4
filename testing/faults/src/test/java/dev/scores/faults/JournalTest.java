package dev.scores.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.scores.faults.TimedExchange.Reply;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JournalTest {

  private final Journal journal = new Journal();

  @Test
  void theLongestGapIsBetweenTwoSuccessesWhateverFailsMeanwhile() {
    at(0, 10, 200);
    at(10, 20, 503);
    at(20, 50, 201);
    at(50, 55, 200);
    assertEquals(Duration.ofNanos(40), gap(5, 60));
  }

  @Test
  void theLongestGapMayBeTheFirst() {
    at(0, 30, 200);
    assertEquals(Duration.ofNanos(30), gap(0, 40));
  }

  @Test
  void theLongestGapMayReachToTheEnd() {
    at(0, 10, 200);
    assertEquals(Duration.ofNanos(90), gap(0, 100));
  }

  @Test
  void withoutAnySuccessTheGapIsEverything() {
    at(0, 10, 503);
    assertEquals(Duration.ofNanos(100), gap(0, 100));
  }

  @Test
  void anAnswerThatEndsOutOfTurnMakesNoGap() {
    at(0, 40, 200);
    at(0, 20, 200);
    assertEquals(Duration.ofNanos(20), gap(0, 60));
  }

  @Test
  void thingsAreWholeWhenTheLastFailureIsOver() {
    at(10, 15, 503);
    at(20, 28, 503);
    at(21, 22, 200);
    at(30, 31, 200);
    assertEquals(Duration.ofNanos(18), journal.wholeAfter(10, TimedExchange::isSuccess));
  }

  @Test
  void whatWasAskedBeforeTheMomentMayFail() {
    at(5, 40, 503);
    at(10, 12, 200);
    assertEquals(Duration.ZERO, journal.wholeAfter(10, TimedExchange::isSuccess));
  }

  @Test
  void whatWasNotAnsweredIsNoSuccess() {
    journal.add(new TimedExchange("GET", "/", 10, 19, new Reply.Broken("reset")));
    assertEquals(Duration.ofNanos(9), journal.wholeAfter(10, TimedExchange::isSuccess));
    assertEquals(Duration.ofNanos(20), gap(0, 20));
  }

  private void at(long invoked, long completed, int status) {
    var answer = new Reply.Answered(status, "", 0, Optional.empty());
    journal.add(new TimedExchange("GET", "/", invoked, completed, answer));
  }

  private Duration gap(long from, long to) {
    return journal.longestGap(TimedExchange::isSuccess, from, to);
  }
}
