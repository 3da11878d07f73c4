package dev.scores.chassis.http.lists;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Function;

/**
 * A list on its way out, pulled page by page by whoever writes to the connection: one page is in
 * memory at a time, and no connection to the database is held between pages. A page that cannot be
 * read fails the stream, and so breaks the connection off. For one thread at a time.
 */
final class ListStream<T, C> extends InputStream {

  private final Function<C, ListPage<T, C>> pages;
  private final ListWriter<T> list;
  private Optional<C> next;
  private byte[] written;
  private int position;
  private boolean ended;

  /**
   * @param list to which nothing is written yet
   * @param first the first page, which is read before the status goes out
   */
  ListStream(ListWriter<T> list, ListPage<T, C> first, Function<C, ListPage<T, C>> pages) {
    this.list = list;
    this.pages = pages;
    this.next = first.next();
    list.write(first.items());
    this.written = list.drain();
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (position == written.length && !writeMore()) {
      return -1;
    }
    int count = Math.min(length, written.length - position);
    System.arraycopy(written, position, target, offset, count);
    position += count;
    return count;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  private boolean writeMore() throws IOException {
    if (ended) {
      return false;
    }
    if (next.isPresent()) {
      ListPage<T, C> page = page(next.get());
      list.write(page.items());
      next = page.next();
    } else {
      list.end(Optional.empty());
      ended = true;
    }
    written = list.drain();
    position = 0;
    return true;
  }

  private ListPage<T, C> page(C cursor) throws IOException {
    try {
      return pages.apply(cursor);
    } catch (RuntimeException fault) {
      throw new IOException("the list cannot go on", fault);
    }
  }
}
