package dev.scores.chassis.lists;

import java.util.Optional;

/** The text form of a list's cursors; {@link CursorText} helps to implement it. */
public interface CursorFormat<C> {

  /** The cursor before the first item. */
  C start();

  /** The text of the cursor for clients of the path. */
  String text(C cursor, String path);

  /** Parses the text; empty if it is not a cursor of the path. */
  Optional<C> read(String text, String path);
}
