package dev.scores.chassis.lists;

import com.fasterxml.jackson.core.JsonGenerator;
import io.micronaut.http.MediaType;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** A representation of a list, written item by item. Immutable. */
public sealed interface ListFormat<T> permits JsonEnvelope, JsonLines, Csv {

  MediaType type();

  ItemWriter<T> item();

  /** Writes the part before the items and returns the generator for the items. */
  JsonGenerator begin(OutputStream target) throws IOException;

  /**
   * Writes the part after the items and closes the generator.
   *
   * @param next the cursor of the next page, for formats that include it
   */
  void end(JsonGenerator generator, Optional<String> next) throws IOException;
}
