package dev.scores.chassis.lists;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.micronaut.http.MediaType;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/**
 * A list as JSON in the envelope {@code {"status":"success","data":{"<member>":[…], "next":…}}}.
 * Written incrementally: a generated type would hold the whole list in memory.
 *
 * @param member the name of the list
 */
public record JsonEnvelope<T>(String member, ItemWriter<T> item) implements ListFormat<T> {

  private static final JsonFactory JSON = new JsonFactory();

  @Override
  public MediaType type() {
    return MediaType.APPLICATION_JSON_TYPE;
  }

  @Override
  public JsonGenerator begin(OutputStream target) throws IOException {
    JsonGenerator json = JSON.createGenerator(target);
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
