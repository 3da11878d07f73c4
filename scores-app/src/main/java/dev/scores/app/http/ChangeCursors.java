package dev.scores.app.http;

import dev.scores.chassis.lists.CursorText;
import dev.scores.domain.ChangeCursor;
import java.nio.ByteBuffer;
import java.util.Optional;

/** The text form of a {@link ChangeCursor}: its two numbers. */
public final class ChangeCursors {

  private static final int LENGTH = 2 * Long.BYTES;
  private static final String SCOPE = "changes cursor 1 ";

  private ChangeCursors() {}

  public static String text(ChangeCursor cursor) {
    byte[] position =
        ByteBuffer.allocate(LENGTH).putLong(cursor.position()).putLong(cursor.sequence()).array();
    return CursorText.of(position, SCOPE);
  }

  /** The cursor with this text form, or empty if it is malformed. */
  public static Optional<ChangeCursor> read(String text) {
    return CursorText.read(text, LENGTH, SCOPE)
        .flatMap(position -> cursor(position.getLong(), position.getLong()));
  }

  private static Optional<ChangeCursor> cursor(long position, long sequence) {
    return position >= 0 && sequence >= 0
        ? Optional.of(new ChangeCursor(position, sequence))
        : Optional.empty();
  }
}
