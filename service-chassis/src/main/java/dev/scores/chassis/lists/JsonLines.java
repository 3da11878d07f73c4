package dev.scores.chassis.lists;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import io.micronaut.http.MediaType;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** A list as NDJSON: one JSON object per line, LF line ends. */
public record JsonLines<T>(ItemWriter<T> item) implements ListFormat<T> {

  private static final String LINE_END = "\n";
  private static final JsonFactory JSON =
      new JsonFactoryBuilder().rootValueSeparator(LINE_END).build();

  @Override
  public MediaType type() {
    return new MediaType("application/x-ndjson");
  }

  @Override
  public JsonGenerator begin(OutputStream target) throws IOException {
    return JSON.createGenerator(target);
  }

  @Override
  public void end(JsonGenerator json, Optional<String> next) throws IOException {
    if (json.getOutputContext().getEntryCount() > 0) {
      json.writeRaw(LINE_END); // The generator writes those between items.
    }
    json.close();
  }
}
