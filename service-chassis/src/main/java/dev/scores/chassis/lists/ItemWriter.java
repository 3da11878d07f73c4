package dev.scores.chassis.lists;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** How an item of a list is written: as one object, whose members are plain values. */
@FunctionalInterface
public interface ItemWriter<T> {

  void write(JsonGenerator generator, T item) throws IOException;
}
