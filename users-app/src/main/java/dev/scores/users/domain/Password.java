package dev.scores.users.domain;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A password that somebody shows or chooses. Any text, for it may be wrong; never shown by {@link
 * #toString}.
 */
public record Password(String text) {

  public static final int MIN_BYTES = 8;
  public static final int MAX_BYTES = 1024;

  /** Why a password may not be chosen. */
  public enum Flaw {
    /** It has less than {@value #MIN_BYTES} or more than {@value #MAX_BYTES} bytes of UTF-8. */
    LENGTH,
    /** It has a NUL or half of a surrogate pair. */
    NO_TEXT,
    /** It has nothing but spaces and characters that are not seen. */
    BLANK,
    /** It is one of the {@link CommonPasswords}. */
    COMMON,
    /** It is the user's own name or email. */
    NAME
  }

  public Password {
    Objects.requireNonNull(text, "text");
  }

  /** Why no user may choose it, or none where a user may. Not for those that exist already. */
  public Optional<Flaw> flaw() {
    Password normalized = normalized();
    int length = normalized.bytes().length;
    if (!isText()) {
      return Optional.of(Flaw.NO_TEXT);
    }
    if (length < MIN_BYTES || length > MAX_BYTES) {
      return Optional.of(Flaw.LENGTH);
    }
    if (text.codePoints().allMatch(Password::isUnseen)) {
      return Optional.of(Flaw.BLANK);
    }
    return CommonPasswords.contains(normalized.text())
        ? Optional.of(Flaw.COMMON)
        : Optional.empty();
  }

  /** Why the user of that name and email may not choose it, or none where they may. */
  public Optional<Flaw> flaw(Username username, EmailAddress email) {
    String folded = CaseFolding.fold(normalized().text());
    return flaw()
        .or(
            () ->
                Stream.of(username.folded(), email.folded()).anyMatch(folded::equals)
                    ? Optional.of(Flaw.NAME)
                    : Optional.empty());
  }

  private static boolean isUnseen(int character) {
    return Character.isWhitespace(character)
        || Character.isSpaceChar(character)
        || Character.isISOControl(character)
        || Character.getType(character) == Character.FORMAT;
  }

  /**
   * Whether anybody can have it: it has no NUL, and no half of a surrogate pair, which is no UTF-8
   * and as bytes would be the same as any other.
   */
  public boolean isText() {
    return text.codePoints()
        .noneMatch(
            character -> character == 0 || Character.getType(character) == Character.SURROGATE);
  }

  /**
   * The password in the normalization form C, which is what new hashes are made of: keyboards
   * differ in whether they send one character or two for an accented letter (RFC 8265, section 4).
   */
  public Password normalized() {
    return new Password(Normalizer.normalize(text, Form.NFC));
  }

  /** What may have been hashed where this is shown: normalized, and as it is for older hashes. */
  public List<Password> spellings() {
    return Stream.of(normalized(), this).distinct().toList();
  }

  /** All of it in UTF-8. */
  public byte[] bytes() {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "Password[hidden]";
  }
}
