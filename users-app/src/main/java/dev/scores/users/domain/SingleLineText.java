package dev.scores.users.domain;

import java.util.Optional;

/**
 * Rules for names: one line of 1 … {@value #MAX_CHARACTERS} characters without leading or trailing
 * spaces, control characters, line separators and unpaired surrogates.
 */
final class SingleLineText {

  static final int MAX_CHARACTERS = 128;

  private static final int REPLACEMENT = 0xFFFD;

  private SingleLineText() {}

  /** The trimmed text if it obeys the rules. */
  static Optional<String> in(String text) {
    return Optional.of(trimmed(text)).filter(SingleLineText::is);
  }

  static boolean is(String text) {
    return !text.isEmpty()
        && text.codePointCount(0, text.length()) <= MAX_CHARACTERS
        && text.equals(trimmed(text))
        && text.codePoints().noneMatch(SingleLineText::isForbidden);
  }

  /** Makes a stored text obey the rules: trims, truncates and replaces forbidden characters. */
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

  /** Unlike {@link String#strip()}, also removes non-breaking spaces. */
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

  /** All Unicode spaces are in the basic plane. */
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
