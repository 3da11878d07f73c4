package dev.scores.chassis.http;

import static java.time.temporal.ChronoField.MICRO_OF_SECOND;

import io.micronaut.context.annotation.Primary;
import io.micronaut.core.type.Argument;
import io.micronaut.serde.Encoder;
import io.micronaut.serde.Serializer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/** Writes times as RFC 3339 in UTC, with all six digits of the microseconds. */
@Singleton
@Primary
public final class Timestamps implements Serializer<OffsetDateTime> {

  private static final byte[] BLANK =
      "0000-00-00T00:00:00.000000Z".getBytes(StandardCharsets.US_ASCII);

  private static final DateTimeFormatter FORM =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
          .appendFraction(MICRO_OF_SECOND, 6, 6, true)
          .appendLiteral('Z')
          .toFormatter();

  /** The time as the contract writes it. Digit by digit: a list is full of them. */
  public static String text(Instant time) {
    OffsetDateTime utc = time.atOffset(ZoneOffset.UTC);
    if (utc.getYear() < 0 || utc.getYear() > 9999) {
      return FORM.format(utc); // Beyond RFC 3339.
    }
    byte[] text = BLANK.clone();
    write(utc.getYear(), text, 0, 4);
    write(utc.getMonthValue(), text, 5, 7);
    write(utc.getDayOfMonth(), text, 8, 10);
    write(utc.getHour(), text, 11, 13);
    write(utc.getMinute(), text, 14, 16);
    write(utc.getSecond(), text, 17, 19);
    write(utc.getNano() / 1000, text, 20, 26);
    return new String(text, StandardCharsets.US_ASCII);
  }

  private static void write(int number, byte[] text, int from, int to) {
    int rest = number;
    for (int i = to - 1; i >= from; i--) {
      text[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
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
