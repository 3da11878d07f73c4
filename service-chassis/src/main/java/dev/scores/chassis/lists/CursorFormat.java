package dev.scores.chassis.lists;

import java.util.Optional;

/** How the cursors of a list look to clients; {@link CursorText} does most of it. */
public interface CursorFormat<C> {

  /** Before the first item. */
  C start();

  /** The cursor as a client of that path gets it. */
  String text(C cursor, String path);

  /** None where the text is no cursor of that path. */
  Optional<C> read(String text, String path);
}
