package dev.scores.users.domain;

import java.util.Optional;

/**
 * A line of text that names somebody: 1 … {@value #MAX_CHARACTERS} characters, no space at either
 * end, nothing that controls a terminal or breaks a line, no half of a surrogate pair.
 */
final class SingleLineText {

  static final int MAX_CHARACTERS = 128;

  private static final int REPLACEMENT = 0xFFFD;

  private SingleLineText() {}

  /** The text without the spaces at its ends, if that is such a line. */
  static Optional<String> in(String text) {
    return Optional.of(trimmed(text)).filter(SingleLineText::is);
  }

  static boolean is(String text) {
    return !text.isEmpty()
        && text.codePointCount(0, text.length()) <= MAX_CHARACTERS
        && text.equals(trimmed(text))
        && text.codePoints().noneMatch(SingleLineText::isForbidden);
  }

  /** The nearest such line to a text that may not be one: for what others wrote to the store. */
  static String repaired(String text) {
    int[] characters =
        trimmed(text)
            .codePoints()
            .limit(MAX_CHARACTERS)
            .map(character -> isForbidden(character) ? REPLACEMENT : character)
            .toArray();
    String line = trimmed(new String(characters, 0, characters.length));
    return line.isEmpty() ? Character.toString(REPLACEMENT) : line;
  }

  /** Unlike {@link String#strip()}, also without spaces that do not break. */
  private static String trimmed(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isSpace(text.charAt(from))) {
      from++;
    }
    while (to > from && isSpace(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  /** Every space of Unicode is one {@code char}. */
  private static boolean isSpace(char character) {
    return Character.isWhitespace(character) || Character.isSpaceChar(character);
  }

  private static boolean isForbidden(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
