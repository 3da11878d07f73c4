package dev.scores.users.domain;

import com.sanctionco.jmail.EmailValidator;
import com.sanctionco.jmail.JMail;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Optional;

/**
 * A user's email: 1 … 128 characters, trimmed, no control characters, in the normalization form C,
 * otherwise unchanged. Unique without regard to case: the store compares {@link #folded()} values,
 * {@link #equals} is case-sensitive.
 */
public record EmailAddress(String value) {

  /** RFC 5321 without IP domains, domains without a dot, source routes and quoted names. */
  private static final EmailValidator ADDRESS =
      JMail.validator()
          .requireTopLevelDomain()
          .disallowIpDomain()
          .disallowExplicitSourceRouting()
          .disallowQuotedIdentifiers()
          .disallowObsoleteWhitespace();

  /**
   * @throws IllegalArgumentException if length or characters are not allowed; the syntax of an
   *     address is checked for new ones only, by {@link #of}
   */
  public EmailAddress {
    if (!SingleLineText.is(value)) {
      throw new IllegalArgumentException("invalid email: '" + value + "'");
    }
  }

  /** The address of a stored row; invalid characters are replaced. */
  public static EmailAddress stored(String text) {
    return new EmailAddress(SingleLineText.repaired(text));
  }

  /** Parses the address of a new user; empty if invalid. Trims the text. */
  public static Optional<EmailAddress> of(String text) {
    return claimed(text).filter(email -> ADDRESS.isValid(email.value()));
  }

  /** Parses the address given at login, without checking its syntax. Trims the text. */
  public static Optional<EmailAddress> claimed(String text) {
    return SingleLineText.in(Normalizer.normalize(text, Form.NFC)).map(EmailAddress::new);
  }

  /** The address without case, for comparison. */
  public String folded() {
    return CaseFolding.fold(value);
  }
}
