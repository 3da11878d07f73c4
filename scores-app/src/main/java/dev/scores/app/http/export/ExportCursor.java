package dev.scores.app.http.export;

import dev.scores.chassis.lists.CursorFormat;
import dev.scores.domain.Cursor;
import dev.scores.domain.ScoreEvent;
import java.util.Optional;

/** How far an export has come. An export is not paged, so clients see no cursor. */
sealed interface ExportCursor {

  record InScores(Cursor cursor) implements ExportCursor {}

  /**
   * @param last empty before the first event
   */
  record InEvents(Optional<ScoreEvent> last) implements ExportCursor {}

  /** Has no text form. */
  CursorFormat<ExportCursor> FORMAT =
      new CursorFormat<>() {
        @Override
        public ExportCursor start() {
          return new InScores(Cursor.start());
        }

        @Override
        public String text(ExportCursor cursor, String path) {
          throw new UnsupportedOperationException("an export is not paged");
        }

        @Override
        public Optional<ExportCursor> read(String text, String path) {
          return Optional.empty();
        }
      };
}
