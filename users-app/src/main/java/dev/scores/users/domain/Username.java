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
 * invisible characters, and right-to-left text only by the Bidi rule. It keeps its case, but names
 * are compared {@linkplain #folded() without}, as the profile UsernameCaseMapped does. A name from
 * before these rules stays good.
 */
public record Username(String value) {

  /**
   * @throws IllegalArgumentException where the text cannot be a name for its length or its
   *     characters; whether it obeys RFC 8265 is asked only of new ones
   */
  public Username {
    if (!SingleLineText.is(value)) {
      throw new IllegalArgumentException("no username: '" + value + "'");
    }
  }

  /** The name of a stored row, repaired where somebody wrote one there that is none. */
  public static Username stored(String text) {
    return new Username(SingleLineText.repaired(text));
  }

  /** The name that the text makes, or none: for a new user. None is made of an email address. */
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
    } catch (IllegalArgumentException refused) {
      return Optional.empty();
    }
  }

  /** What the text is when it is trimmed: for a user who comes back. */
  public static Optional<Username> claimed(String text) {
    return SingleLineText.in(text).map(Username::new);
  }

  /** As it would be kept if it were new: in another width or normalization form; or as it is. */
  public Username prepared() {
    return of(value).orElse(this);
  }

  /** What two names have in common that differ in case alone. */
  public String folded() {
    return CaseFolding.fold(value);
  }
}
