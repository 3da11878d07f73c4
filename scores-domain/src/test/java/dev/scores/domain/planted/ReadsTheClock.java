package dev.scores.domain.planted;

import java.time.Clock;
import java.time.Instant;

/** Violates the rule that the domain never reads the clock. */
final class ReadsTheClock {

  private ReadsTheClock() {}

  static Instant ask() {
    return Instant.now(Clock.systemUTC());
  }
}
