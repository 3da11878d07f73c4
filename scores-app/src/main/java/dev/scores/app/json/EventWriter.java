package dev.scores.app.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.scores.chassis.http.Timestamps;
import dev.scores.domain.ScoreEvent;
import dev.scores.domain.Writer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;

/**
 * Writes an event as the contract's schema {@code ScoreEvent}. The feed, the live stream and the
 * webhooks send the same.
 */
public final class EventWriter {

  private static final JsonFactory JSON = new JsonFactory();

  private EventWriter() {}

  public static void write(JsonGenerator target, ScoreEvent event) throws IOException {
    boolean isRemoval = event.type() == ScoreEvent.Type.REMOVED;
    target.writeStartObject();
    target.writeStringField("type", type(event));
    target.writeNumberField("sequence", event.sequence());
    target.writeStringField("at", Timestamps.text(event.at()));
    if (!isRemoval) {
      target.writeBooleanField("verdict", event.verdict());
    }
    target.writeFieldName("score");
    if (isRemoval) {
      target.writeStartObject();
      ScoreItemWriter.writeIds(target, event.score());
      target.writeEndObject();
    } else {
      ScoreItemWriter.write(target, event.score());
    }
    if (event.writer() instanceof Writer.Grader grader) {
      target.writeStringField("written_by", grader.name());
    }
    target.writeEndObject();
  }

  /** The event as a JSON text without line breaks. */
  public static String json(ScoreEvent event) {
    var text = new ByteArrayOutputStream();
    try (JsonGenerator generator = JSON.createGenerator(text)) {
      write(generator, event);
    } catch (IOException impossible) {
      throw new UncheckedIOException("a byte array does not fail", impossible);
    }
    return text.toString(UTF_8);
  }

  /** The member {@code type}, such as {@code added}. */
  public static String type(ScoreEvent event) {
    return event.type().name().toLowerCase(Locale.ROOT);
  }
}
