package dev.scores.users.http.lists;

import dev.scores.users.domain.UserCursor;
import dev.scores.users.domain.UserPage;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Function;

/**
 * A list on its way out, pulled page by page by whoever writes to the connection: one page is in
 * memory at a time, and no connection to the database is held between pages. A page that cannot be
 * read fails the stream, and so breaks the connection off. For one thread at a time.
 */
final class UserListStream extends InputStream {

  private final Function<UserCursor, UserPage> pages;
  private final UserListJson json;
  private Optional<UserCursor> next;
  private byte[] written;
  private int position;
  private boolean ended;

  /**
   * @param first the first page, which is read before the status goes out
   */
  UserListStream(boolean withEmails, UserPage first, Function<UserCursor, UserPage> pages) {
    this.json = new UserListJson(withEmails);
    this.pages = pages;
    this.next = first.next();
    json.write(first.users());
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
      UserPage page = page(next.get());
      json.write(page.users());
      next = page.next();
    } else {
      json.end(Optional.empty());
      ended = true;
    }
    written = json.drain();
    position = 0;
    return true;
  }

  private UserPage page(UserCursor cursor) throws IOException {
    try {
      return pages.apply(cursor);
    } catch (RuntimeException fault) {
      throw new IOException("the list cannot go on", fault);
    }
  }
}
