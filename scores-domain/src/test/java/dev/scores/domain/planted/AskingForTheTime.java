package dev.scores.domain.planted;

import java.time.Clock;
import java.time.Instant;

/** What the domain must not do: ask for the time where it could be told. */
final class AskingForTheTime {

  private AskingForTheTime() {}

  static Instant ask() {
    return Instant.now(Clock.systemUTC());
  }
}
