package dev.scores.chassis.lists;

import com.fasterxml.jackson.core.JsonGenerator;
import io.micronaut.http.MediaType;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** What a list is written as, item by item. Immutable. */
public sealed interface ListFormat<T> permits JsonEnvelope, JsonLines, Csv {

  MediaType type();

  ItemWriter<T> item();

  /** Writes what stands before the items; they are written to what this gives back. */
  JsonGenerator begin(OutputStream target) throws IOException;

  /**
   * Writes what stands behind the items, and closes the generator.
   *
   * @param next where the list goes on, for forms that have a place for it
   */
  void end(JsonGenerator generator, Optional<String> next) throws IOException;
}
