package dev.scores.chassis.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micronaut.context.ApplicationContext;
import io.micronaut.json.JsonMapper;
import io.micronaut.serde.annotation.Serdeable;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimestampsTest {

  @Serdeable
  record Moment(OffsetDateTime at) {}

  @ParameterizedTest
  @CsvSource({
    "2026-11-20T01:02:03.123456Z, 2026-11-20T01:02:03.123456Z",
    "2026-11-20T01:02:03.000001Z, 2026-11-20T01:02:03.000001Z",
    "2026-11-20T01:02:03.100Z, 2026-11-20T01:02:03.100000Z",
    "2026-11-20T01:02:03Z, 2026-11-20T01:02:03.000000Z",
    "2026-11-20T01:02Z, 2026-11-20T01:02:00.000000Z",
    "2026-11-20T01:02:03.123456999Z, 2026-11-20T01:02:03.123456Z",
    "2026-11-20T01:02:03+05:30, 2026-11-19T19:32:03.000000Z",
    "2026-12-31T23:00:00-02:00, 2027-01-01T01:00:00.000000Z",
    "1969-12-31T23:59:59.999999Z, 1969-12-31T23:59:59.999999Z",
    "0001-01-01T00:00:00Z, 0001-01-01T00:00:00.000000Z"
  })
  void timeIsUtcWithSixDigits(OffsetDateTime time, String written) throws IOException {
    try (ApplicationContext context = ApplicationContext.run()) {
      assertEquals(
          "{\"at\":\"" + written + "\"}",
          context.getBean(JsonMapper.class).writeValueAsString(new Moment(time)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-20T01:02:03.123456789Z, 2026-11-20T01:02:03.123456Z",
    "2026-11-20T01:02:03Z, 2026-11-20T01:02:03.000000Z"
  })
  void instantHasTheSameFormat(Instant time, String written) {
    assertEquals(written, Timestamps.text(time));
  }

  @ParameterizedTest
  @CsvSource({
    "-4713-01-01T00:00:00Z, 0001-01-01T00:00:00.000000Z",
    "0000-12-31T23:59:59.999999Z, 0001-01-01T00:00:00.000000Z",
    "9999-12-31T23:59:59.999999999Z, 9999-12-31T23:59:59.999999Z",
    "+10000-01-01T00:00:00Z, 9999-12-31T23:59:59.999999Z",
    "+292278994-08-17T07:00:00Z, 9999-12-31T23:59:59.999999Z"
  })
  void timeBeyondRfc3339IsWrittenAsTheNearest(Instant time, String written) {
    assertEquals(written, Timestamps.text(time));
  }

  @Test
  void formatEqualsThatOfTheJdk() {
    DateTimeFormatter form = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'");
    ThreadLocalRandom random = ThreadLocalRandom.current();
    for (int i = 0; i < 10_000; i++) {
      // Of the years 1 to 9999.
      Instant time =
          Instant.ofEpochSecond(
              random.nextLong(-62_135_596_800L, 253_402_300_800L), random.nextInt(1_000_000_000));
      assertEquals(form.format(time.atOffset(ZoneOffset.UTC)), Timestamps.text(time));
    }
  }
}
