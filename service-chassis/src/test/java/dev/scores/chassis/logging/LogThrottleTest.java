package dev.scores.chassis.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LogThrottleTest {

  private final AtomicLong now = new AtomicLong();
  private final LogThrottle throttle = new LogThrottle(Duration.ofSeconds(10), now::get);

  @Test
  void firstLineOfEachCauseIsPermittedAtOnce() {
    assertEquals(OptionalLong.of(0), throttle.permit("a"));
    assertEquals(OptionalLong.of(0), throttle.permit("b"));
  }

  @Test
  void linePerIntervalCountsOmittedLines() {
    throttle.permit("a");
    now.addAndGet(Duration.ofMillis(9_999).toNanos());
    assertEquals(OptionalLong.empty(), throttle.permit("a"));
    assertEquals(OptionalLong.empty(), throttle.permit("a"));
    now.addAndGet(Duration.ofMillis(1).toNanos());
    assertEquals(OptionalLong.of(2), throttle.permit("a"));
    now.addAndGet(Duration.ofSeconds(10).toNanos());
    assertEquals(OptionalLong.of(0), throttle.permit("a"));
  }

  @Test
  void severalLinesPerIntervalArePermitted() {
    LogThrottle several = new LogThrottle(2, Duration.ofSeconds(10), now::get);
    assertEquals(OptionalLong.of(0), several.permit("a"));
    now.addAndGet(Duration.ofSeconds(9).toNanos());
    assertEquals(OptionalLong.of(0), several.permit("a"));
    assertEquals(OptionalLong.empty(), several.permit("a"));
    now.addAndGet(Duration.ofSeconds(1).toNanos());
    assertEquals(OptionalLong.of(1), several.permit("a"));
    assertEquals(OptionalLong.of(0), several.permit("a"));
    assertEquals(OptionalLong.empty(), several.permit("a"));
  }

  @Test
  void causesBeyondTheBoundShareOne() {
    IntStream.range(0, LogThrottle.MAX_CAUSES).forEach(i -> throttle.permit("cause " + i));
    assertEquals(OptionalLong.of(0), throttle.permit("one more"));
    assertEquals(OptionalLong.empty(), throttle.permit("and another"));
  }

  @Test
  void suffixHasTheNumberOfOmittedLines() {
    assertEquals("", LogThrottle.suffix(0));
    assertEquals(" (17 similar lines left out)", LogThrottle.suffix(17));
  }
}
