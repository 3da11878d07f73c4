package dev.scores.app.http.lists;

import dev.scores.domain.Cursor;
import dev.scores.domain.Page;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Function;

/**
 * A list on its way out, pulled page by page by whoever writes to the connection: one page is in
 * memory at a time, and no connection to the database is held between pages. A page that cannot be
 * read fails the stream, and so breaks the connection off. For one thread at a time.
 */
final class ScoreListStream extends InputStream {

  private final Function<Cursor, Page> pages;
  private final ScoreListJson json = new ScoreListJson();
  private Optional<Cursor> next;
  private byte[] written;
  private int position;
  private boolean ended;

  /**
   * @param first the first page, which is read before the status goes out
   */
  ScoreListStream(Page first, Function<Cursor, Page> pages) {
    this.pages = pages;
    this.next = first.next();
    json.write(first.scores());
    this.written = json.drain();
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
      Page page = page(next.get());
      json.write(page.scores());
      next = page.next();
    } else {
      json.end(Optional.empty());
      ended = true;
    }
    written = json.drain();
    position = 0;
    return true;
  }

  private Page page(Cursor cursor) throws IOException {
    try {
      return pages.apply(cursor);
    } catch (RuntimeException fault) {
      throw new IOException("the list cannot go on", fault);
    }
  }
}
