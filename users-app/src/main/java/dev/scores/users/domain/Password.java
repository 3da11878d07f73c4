package dev.scores.users.domain;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** A password as given by a client, valid or not. {@link #toString} hides it. */
public record Password(String text) {

  public static final int MIN_BYTES = 8;
  public static final int MAX_BYTES = 1024;

  /** Why a password is not allowed. */
  public enum Flaw {
    /** Shorter than {@value #MIN_BYTES} or longer than {@value #MAX_BYTES} bytes of UTF-8. */
    LENGTH,
    /** Contains NUL or an unpaired surrogate. */
    NO_TEXT,
    /** Contains only spaces and invisible characters. */
    BLANK,
    /** One of the {@link CommonPasswords}. */
    COMMON,
    /** Equal to the user's name or email. */
    NAME
  }

  public Password {
    Objects.requireNonNull(text, "text");
  }

  /** Why a new password is not allowed for any user; empty if it is. */
  public Optional<Flaw> flaw() {
    Password normalized = normalized();
    int length = normalized.bytes().length;
    if (!isText()) {
      return Optional.of(Flaw.NO_TEXT);
    }
    if (length < MIN_BYTES || length > MAX_BYTES) {
      return Optional.of(Flaw.LENGTH);
    }
    if (text.codePoints().allMatch(Password::isInvisible)) {
      return Optional.of(Flaw.BLANK);
    }
    return CommonPasswords.contains(normalized.text())
        ? Optional.of(Flaw.COMMON)
        : Optional.empty();
  }

  /** Why a new password is not allowed for this user; empty if it is. */
  public Optional<Flaw> flaw(Username username, EmailAddress email) {
    String folded = CaseFolding.fold(normalized().text());
    return flaw()
        .or(
            () ->
                Stream.of(username.folded(), email.folded()).anyMatch(folded::equals)
                    ? Optional.of(Flaw.NAME)
                    : Optional.empty());
  }

  private static boolean isInvisible(int character) {
    return Character.isWhitespace(character)
        || Character.isSpaceChar(character)
        || Character.isISOControl(character)
        || Character.getType(character) == Character.FORMAT;
  }

  /**
   * Whether the text has neither NUL nor unpaired surrogates. These have no UTF-8 form: as bytes
   * they would all be equal.
   */
  public boolean isText() {
    return text.codePoints()
        .noneMatch(
            character -> character == 0 || Character.getType(character) == Character.SURROGATE);
  }

  /**
   * The password in the normalization form C, from which new hashes are made: keyboards send one
   * character or two for an accented letter (RFC 8265, section 4).
   */
  public Password normalized() {
    return new Password(Normalizer.normalize(text, Form.NFC));
  }

  /** The texts to verify against a hash: normalized and, for older hashes, as given. */
  public List<Password> spellings() {
    return Stream.of(normalized(), this).distinct().toList();
  }

  /** The text in UTF-8. */
  public byte[] bytes() {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "Password[hidden]";
  }
}
