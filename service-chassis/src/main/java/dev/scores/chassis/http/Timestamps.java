package dev.scores.chassis.http;

import static java.time.temporal.ChronoField.MICRO_OF_SECOND;

import io.micronaut.context.annotation.Primary;
import io.micronaut.core.type.Argument;
import io.micronaut.serde.Encoder;
import io.micronaut.serde.Serializer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/** Writes times as RFC 3339 in UTC, with all six digits of the microseconds. */
@Singleton
@Primary
public final class Timestamps implements Serializer<OffsetDateTime> {

  private static final DateTimeFormatter FORM =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
          .appendFraction(MICRO_OF_SECOND, 6, 6, true)
          .appendLiteral('Z')
          .toFormatter();

  /** The time as the contract writes it. */
  public static String text(Instant time) {
    return FORM.format(time.atOffset(ZoneOffset.UTC));
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
