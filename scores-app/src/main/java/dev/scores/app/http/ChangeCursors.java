package dev.scores.app.http;

import dev.scores.chassis.lists.CursorText;
import dev.scores.domain.ChangeCursor;
import dev.scores.domain.ScoreId;
import java.nio.ByteBuffer;
import java.util.Optional;

/** The cursors of changes as clients see them: a transaction and a score's id. */
final class ChangeCursors {

  private static final int LENGTH = 2 * Long.BYTES;
  private static final String SCOPE = "changes cursor 1 ";

  private ChangeCursors() {}

  static String text(ChangeCursor cursor) {
    byte[] position =
        ByteBuffer.allocate(LENGTH).putLong(cursor.transaction()).putLong(cursor.id()).array();
    return CursorText.of(position, SCOPE);
  }

  /** None where the text is no cursor of changes. */
  static Optional<ChangeCursor> read(String text) {
    return CursorText.read(text, LENGTH, SCOPE)
        .flatMap(position -> cursor(position.getLong(), position.getLong()));
  }

  private static Optional<ChangeCursor> cursor(long transaction, long id) {
    return transaction >= 0 && id >= 0 && id <= ScoreId.MAX
        ? Optional.of(new ChangeCursor(transaction, id))
        : Optional.empty();
  }
}
