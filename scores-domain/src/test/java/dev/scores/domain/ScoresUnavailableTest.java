package dev.scores.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

class ScoresUnavailableTest {

  @Test
  void messageAndCauseAreKept() {
    Throwable cause = new IllegalStateException("no connection");
    ScoresUnavailable fault = new ScoresUnavailable("the database is away", cause);
    assertEquals("the database is away", fault.getMessage());
    assertSame(cause, fault.getCause());
  }
}
