package dev.scores.chassis.http.lists;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/**
 * Writes a list bit by bit; what has been written is drained after each bit. For one thread at a
 * time.
 */
final class ListWriter<T> {

  private final ListForm<T> form;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(2 * 1024);
  private final JsonGenerator generator;

  ListWriter(ListForm<T> form) {
    this.form = form;
    try {
      generator = form.begin(bytes);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  void write(List<T> items) {
    try {
      for (T item : items) {
        form.item().write(generator, item);
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** Ends the list; nothing can be written afterwards. */
  void end(Optional<String> next) {
    try {
      form.end(generator, next);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** What has been written since the last time. */
  byte[] drain() {
    try {
      if (!generator.isClosed()) {
        generator.flush();
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    byte[] written = bytes.toByteArray();
    bytes.reset();
    return written;
  }
}
