package dev.scores.app.http.lists;

import dev.scores.chassis.http.lists.CursorForm;
import dev.scores.chassis.http.lists.CursorText;
import dev.scores.domain.Cursor;
import dev.scores.domain.ScoreId;
import java.nio.ByteBuffer;
import java.util.Optional;

/** The cursors of the lists: a score's id, good for the path that gave it. */
final class ScoreCursors implements CursorForm<Cursor> {

  @Override
  public Cursor start() {
    return Cursor.start();
  }

  @Override
  public String text(Cursor cursor, String path) {
    byte[] position = ByteBuffer.allocate(Long.BYTES).putLong(cursor.after()).array();
    return CursorText.of(position, scope(path));
  }

  @Override
  public Optional<Cursor> read(String text, String path) {
    return CursorText.read(text, Long.BYTES, scope(path))
        .flatMap(position -> ScoreId.of(position.getLong()))
        .map(id -> new Cursor(id.value()));
  }

  private static String scope(String path) {
    return "scores cursor 1 " + path + " ";
  }
}
