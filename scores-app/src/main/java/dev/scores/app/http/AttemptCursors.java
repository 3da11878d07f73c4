package dev.scores.app.http;

import dev.scores.chassis.lists.CursorFormat;
import dev.scores.chassis.lists.CursorText;
import dev.scores.domain.AttemptCursor;
import java.nio.ByteBuffer;
import java.util.Optional;

/** The text form of an {@link AttemptCursor}, valid for the path that returned it. */
final class AttemptCursors implements CursorFormat<AttemptCursor> {

  private static final String SCOPE = "attempts cursor 1 ";

  @Override
  public AttemptCursor start() {
    return AttemptCursor.start();
  }

  @Override
  public String text(AttemptCursor cursor, String path) {
    byte[] position = ByteBuffer.allocate(Long.BYTES).putLong(cursor.number()).array();
    return CursorText.of(position, scope(path));
  }

  @Override
  public Optional<AttemptCursor> read(String text, String path) {
    return CursorText.read(text, Long.BYTES, scope(path))
        .map(ByteBuffer::getLong)
        .filter(number -> number > 0)
        .map(AttemptCursor::new);
  }

  private static String scope(String path) {
    return SCOPE + path + " ";
  }
}
