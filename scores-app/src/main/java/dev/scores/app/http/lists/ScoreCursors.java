package dev.scores.app.http.lists;

import dev.scores.chassis.lists.CursorFormat;
import dev.scores.chassis.lists.CursorText;
import dev.scores.chassis.lists.CursorTime;
import dev.scores.domain.Cursor;
import dev.scores.domain.ScoreId;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/**
 * Encodes the cursors of lists. A cursor is valid only for the path and the order of the list that
 * returned it. In a list by id it holds the id of a score; in a list by time it holds the score's
 * {@code updated_at} in microseconds and its id.
 */
enum ScoreCursors implements CursorFormat<Cursor> {
  BY_ID(Long.BYTES, "scores cursor 1 ") {
    @Override
    byte[] position(Cursor cursor) {
      return ByteBuffer.allocate(Long.BYTES).putLong(cursor.id()).array();
    }

    @Override
    Optional<Cursor> cursor(ByteBuffer position) {
      return ScoreId.of(position.getLong()).map(Cursor::after);
    }
  },

  BY_TIME(2 * Long.BYTES, "scores cursor by time 1 ") {
    @Override
    byte[] position(Cursor cursor) {
      return ByteBuffer.allocate(2 * Long.BYTES)
          .putLong(CursorTime.micros(cursor.updatedAt().orElseThrow()))
          .putLong(cursor.id())
          .array();
    }

    @Override
    Optional<Cursor> cursor(ByteBuffer position) {
      Optional<Instant> updatedAt = CursorTime.read(position.getLong());
      Optional<ScoreId> id = ScoreId.of(position.getLong());
      return updatedAt.flatMap(at -> id.map(last -> Cursor.after(at, last)));
    }
  };

  private final int length;
  private final String scope;

  ScoreCursors(int length, String scope) {
    this.length = length;
    this.scope = scope;
  }

  abstract byte[] position(Cursor cursor);

  /** Empty if the bytes are not a position. */
  abstract Optional<Cursor> cursor(ByteBuffer position);

  @Override
  public Cursor start() {
    return Cursor.start();
  }

  @Override
  public String text(Cursor cursor, String path) {
    return CursorText.of(position(cursor), scope(path));
  }

  @Override
  public Optional<Cursor> read(String text, String path) {
    return CursorText.read(text, length, scope(path)).flatMap(this::cursor);
  }

  private String scope(String path) {
    return scope + path + " ";
  }
}
