package dev.scores.app.webhooks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.scores.app.json.EventWriter;
import dev.scores.chassis.http.Timestamps;
import dev.scores.domain.ScoreEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Writes events in the structured JSON format of CloudEvents 1.0 (https://cloudevents.io), with the
 * event of the change feed as {@code data}.
 */
final class CloudEvents {

  static final String MEDIA_TYPE = "application/cloudevents+json";

  private static final JsonFactory JSON = new JsonFactory();

  private CloudEvents() {}

  /** The id of the event: the same for each target and at each attempt. */
  static String id(ScoreEvent event) {
    return Long.toString(event.sequence());
  }

  static byte[] write(ScoreEvent event) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("specversion", "1.0");
      json.writeStringField("id", id(event));
      json.writeStringField("source", "/scores");
      json.writeStringField("type", "dev.scores.score." + EventWriter.type(event));
      json.writeStringField("subject", subject(event));
      json.writeStringField("time", Timestamps.text(event.at()));
      json.writeStringField("datacontenttype", "application/json");
      json.writeFieldName("data");
      EventWriter.write(json, event);
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException("writing to memory does not fail", impossible);
    }
    return bytes.toByteArray();
  }

  private static String subject(ScoreEvent event) {
    return "users/%d/exercises/%d"
        .formatted(event.score().user().value(), event.score().exercise().value());
  }
}
