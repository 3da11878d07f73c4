package dev.scores.chassis.lists;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGStatement;

class CursorTimeTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-4713-10-20T00:00:00Z",
        "0001-01-01T00:00:00Z",
        "1969-12-31T23:59:59.999999Z",
        "1970-01-01T00:00:00Z",
        "2026-11-29T10:00:00.000001Z",
        "9999-12-31T23:59:59.999999Z",
        "+294246-12-31T23:59:59Z",
        "+294248-01-01T00:00:00Z",
        "+294276-12-31T23:59:59.999999Z"
      })
  void eachStoredTimeIsReadBack(Instant time) {
    assertEquals(Optional.of(time), CursorTime.read(CursorTime.micros(time)));
  }

  @Test
  void infinitiesAreTheDrivers() {
    assertEquals(PGStatement.DATE_POSITIVE_INFINITY, CursorTime.INFINITY.toEpochMilli());
    assertEquals(PGStatement.DATE_NEGATIVE_INFINITY, CursorTime.MINUS_INFINITY.toEpochMilli());
    for (Instant time : new Instant[] {CursorTime.INFINITY, CursorTime.MINUS_INFINITY}) {
      assertEquals(Optional.of(time), CursorTime.read(CursorTime.micros(time)));
    }
    assertEquals(CursorTime.micros(CursorTime.INFINITY), CursorTime.micros(Instant.MAX));
    assertEquals(CursorTime.micros(CursorTime.MINUS_INFINITY), CursorTime.micros(Instant.MIN));
  }

  @Test
  void unstorableTimeIsRejected() {
    long first = CursorTime.micros(Instant.parse("-4713-10-20T00:00:00Z"));
    long last = CursorTime.micros(Instant.parse("+294276-12-31T23:59:59.999999Z"));
    for (long micros : new long[] {first - 1, last + 1}) {
      assertEquals(Optional.empty(), CursorTime.read(micros));
    }
  }

  @Test
  void numberIsMicrosecondsSince1970() {
    Instant time = Instant.parse("2026-11-29T10:00:00.000001Z");
    assertEquals(ChronoUnit.MICROS.between(Instant.EPOCH, time), CursorTime.micros(time));
  }
}
