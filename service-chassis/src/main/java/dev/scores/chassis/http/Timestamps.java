package dev.scores.chassis.http;

import io.micronaut.context.annotation.Primary;
import io.micronaut.core.type.Argument;
import io.micronaut.serde.Encoder;
import io.micronaut.serde.Serializer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;

/**
 * Writes times as in RFC 3339, in UTC, with six fractional digits. A time that RFC 3339 cannot
 * express, such as PostgreSQL's {@code infinity}, becomes the nearest one in the years 1 to 9999.
 */
@Singleton
@Primary
public final class Timestamps implements Serializer<OffsetDateTime> {

  private static final byte[] BLANK =
      "0000-00-00T00:00:00.000000Z".getBytes(StandardCharsets.US_ASCII);

  private static final int SECONDS_PER_DAY = 24 * 60 * 60;

  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");

  /** The time in the contract's format. */
  public static String text(Instant time) {
    return new String(ascii(time), StandardCharsets.US_ASCII);
  }

  /**
   * The same as ASCII bytes. Written digit by digit, without further objects, because lists contain
   * many times: they are 1.2 times as fast as with a {@code DateTimeFormatter}.
   */
  public static byte[] ascii(Instant time) {
    Instant written = time.isBefore(FIRST) ? FIRST : time.isAfter(LAST) ? LAST : time;
    long second = written.getEpochSecond();
    LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(second, SECONDS_PER_DAY));
    int ofDay = Math.floorMod(second, SECONDS_PER_DAY);
    int nano = written.getNano();
    byte[] text = BLANK.clone();
    pair(date.getYear() / 100, text, 0);
    pair(date.getYear() % 100, text, 2);
    pair(date.getMonthValue(), text, 5);
    pair(date.getDayOfMonth(), text, 8);
    pair(ofDay / 3600, text, 11);
    pair(ofDay / 60 % 60, text, 14);
    pair(ofDay % 60, text, 17);
    pair(nano / 10_000_000, text, 20);
    pair(nano / 100_000 % 100, text, 22);
    pair(nano / 1000 % 100, text, 24);
    return text;
  }

  /** Writes a number of two digits. */
  private static void pair(int number, byte[] text, int at) {
    text[at] = (byte) ('0' + number / 10);
    text[at + 1] = (byte) ('0' + number % 10);
  }

  @Override
  public void serialize(
      Encoder encoder,
      EncoderContext context,
      Argument<? extends OffsetDateTime> type,
      OffsetDateTime time)
      throws IOException {
    encoder.encodeString(text(time.toInstant()));
  }
}
