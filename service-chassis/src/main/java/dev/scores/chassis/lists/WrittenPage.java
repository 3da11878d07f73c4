package dev.scores.chassis.lists;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/**
 * One page of a list as the body of an answer, to be written once. It gives its items up as it is
 * written: an answer is kept until the next request of its connection, and if all those items
 * outlived so many collections of garbage, that would cost as much as the rest of the list
 * (docs/performance.md). For one thread at a time.
 */
final class WrittenPage<T> {

  private final ListFormat<T> form;
  private final Optional<String> next;
  private List<T> items;

  /**
   * @param next where the list goes on, as the form has it
   */
  WrittenPage(ListFormat<T> form, List<T> items, Optional<String> next) {
    this.form = form;
    this.items = items;
    this.next = next;
  }

  /** Written a second time it has no items. */
  void writeTo(OutputStream target) throws IOException {
    List<T> written = items;
    items = List.of();
    JsonGenerator generator = form.begin(target);
    for (T item : written) {
      form.item().write(generator, item);
    }
    form.end(generator, next);
  }
}
