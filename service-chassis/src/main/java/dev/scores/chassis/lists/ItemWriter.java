package dev.scores.chassis.lists;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** Writes an item of a list as one object; for {@link Csv}, with scalar members only. */
@FunctionalInterface
public interface ItemWriter<T> {

  void write(JsonGenerator generator, T item) throws IOException;
}
