package dev.scores.users.http.lists;

import dev.scores.chassis.lists.CursorFormat;
import dev.scores.chassis.lists.CursorText;
import dev.scores.chassis.lists.CursorTime;
import dev.scores.users.domain.UserCursor;
import java.nio.ByteBuffer;
import java.util.Optional;

/** The cursor format of the list of users: creation time in microseconds and id. */
final class UserCursors implements CursorFormat<UserCursor> {

  private static final String SCOPE = "users cursor 1 ";
  private static final int LENGTH = Long.BYTES + Integer.BYTES;

  @Override
  public UserCursor start() {
    return UserCursor.start();
  }

  @Override
  public String text(UserCursor cursor, String path) {
    byte[] position =
        ByteBuffer.allocate(LENGTH)
            .putLong(CursorTime.micros(cursor.createdAt()))
            .putInt(cursor.id())
            .array();
    return CursorText.of(position, SCOPE);
  }

  @Override
  public Optional<UserCursor> read(String text, String path) {
    return CursorText.read(text, LENGTH, SCOPE)
        .flatMap(position -> cursor(position.getLong(), position.getInt()));
  }

  private static Optional<UserCursor> cursor(long micros, int id) {
    return CursorTime.read(micros)
        .filter(createdAt -> id >= 1)
        .map(createdAt -> new UserCursor(createdAt, id));
  }
}
