package dev.scores.users.domain;

/**
 * The rule by which names are compared without case: Unicode's simple case folding, code point by
 * code point and whatever the locale, with {@code İ} as {@code i} and a dot above (the folding of
 * <a href="https://www.unicode.org/Public/UCD/latest/ucd/CaseFolding.txt">CaseFolding.txt</a>,
 * statuses C, S and, for that letter, F).
 *
 * <p>The database's unique indexes follow the same rule by their function {@code fold_case}, and
 * never by {@code lower}, which depends on the database's locale; a test compares the two for every
 * code point.
 */
public final class CaseFolding {

  private static final int CAPITAL_I_WITH_DOT = 0x130;
  private static final int DOTLESS_I = 0x131;

  private CaseFolding() {}

  /** Returns the folded text: equal for texts that differ in case only. */
  public static String fold(String text) {
    StringBuilder folded = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            character -> {
              if (character == CAPITAL_I_WITH_DOT) {
                folded.append("i\u0307");
              } else {
                folded.appendCodePoint(fold(character));
              }
            });
    return folded.toString();
  }

  /**
   * Maps to upper case first, so that both sigmas fold alike; the dotless i is a letter of its own.
   */
  private static int fold(int character) {
    return character == DOTLESS_I
        ? character
        : Character.toLowerCase(Character.toUpperCase(character));
  }
}
