package dev.scores.chassis.lists;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.scores.chassis.http.PooledJson;
import io.micronaut.http.MediaType;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/**
 * A list as JSON in the services' envelope: {@code {"status":"success","data":{"<member>":[…],
 * "next":…}}}. Written bit by bit: a generated type would need the whole list at once.
 *
 * @param member what the list is called
 */
public record JsonEnvelope<T>(String member, ItemWriter<T> item) implements ListFormat<T> {

  @Override
  public MediaType type() {
    return MediaType.APPLICATION_JSON_TYPE;
  }

  @Override
  public JsonGenerator begin(OutputStream target) throws IOException {
    JsonGenerator json = PooledJson.JSON.createGenerator(target);
    json.writeStartObject();
    json.writeStringField("status", "success");
    json.writeObjectFieldStart("data");
    json.writeArrayFieldStart(member);
    return json;
  }

  @Override
  public void end(JsonGenerator json, Optional<String> next) throws IOException {
    json.writeEndArray();
    if (next.isPresent()) {
      json.writeStringField("next", next.get());
    }
    json.close();
  }
}
