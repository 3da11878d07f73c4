package dev.scores.chassis.lists;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/**
 * One page of a list as a response body. It drops its items when it is written: a response is
 * retained until the next request of its connection, and the garbage collector would copy the items
 * meanwhile (docs/performance.md). Not thread-safe.
 */
public final class WrittenPage<T> {

  private final ListFormat<T> format;
  private final Optional<String> next;
  private List<T> items;

  /**
   * @param next the text of the next cursor
   */
  public WrittenPage(ListFormat<T> format, List<T> items, Optional<String> next) {
    this.format = format;
    this.items = items;
    this.next = next;
  }

  /** Writes the page; a second call writes no items. */
  void writeTo(OutputStream target) throws IOException {
    List<T> written = items;
    items = List.of();
    JsonGenerator generator = format.begin(target);
    for (T item : written) {
      format.item().write(generator, item);
    }
    format.end(generator, next);
  }
}
