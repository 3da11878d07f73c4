package dev.scores.users.domain;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.Optional;
import rocks.xmpp.precis.PrecisProfiles;

/**
 * A user's name: 1 … 128 characters, trimmed, no control characters. Unique without regard to case.
 *
 * <p>A new name is one or more words, each of them a username of RFC 8265 (PRECIS): letters, digits
 * and the punctuation of ASCII, in the normalization form C and of normal width; no symbols, no
 * invisible characters, and right-to-left text only by the Bidi rule. Case is preserved, but names
 * are compared {@linkplain #folded() without} it, as in the profile UsernameCaseMapped. Names older
 * than these rules stay valid.
 */
public record Username(String value) {

  /**
   * @throws IllegalArgumentException if length or characters are not allowed; RFC 8265 is applied
   *     to new names only, by {@link #of}
   */
  public Username {
    if (!SingleLineText.is(value)) {
      throw new IllegalArgumentException("invalid username: '" + value + "'");
    }
  }

  /** The name of a stored row; invalid characters are replaced. */
  public static Username stored(String text) {
    return new Username(SingleLineText.repaired(text));
  }

  /** Parses the name of a new user; empty if invalid or an email address. */
  public static Optional<Username> of(String text) {
    return SingleLineText.in(text)
        .flatMap(Username::enforced)
        .filter(SingleLineText::is)
        .filter(name -> EmailAddress.of(name).isEmpty())
        .map(Username::new);
  }

  private static Optional<String> enforced(String line) {
    try {
      return Optional.of(
          Arrays.stream(line.split(" +", -1))
              .map(PrecisProfiles.USERNAME_CASE_PRESERVED::enforce)
              .collect(joining(" ")));
    } catch (IllegalArgumentException invalid) {
      return Optional.empty();
    }
  }

  /** Parses the name given at login, without the rules for new names. Trims the text. */
  public static Optional<Username> claimed(String text) {
    return SingleLineText.in(text).map(Username::new);
  }

  /** The name in the width and normalization form of new names, if possible. */
  public Username prepared() {
    return of(value).orElse(this);
  }

  /** The name without case, for comparison. */
  public String folded() {
    return CaseFolding.fold(value);
  }
}
