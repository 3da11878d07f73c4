package dev.scores.users.domain;

import com.sanctionco.jmail.EmailValidator;
import com.sanctionco.jmail.JMail;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Optional;

/**
 * A user's email: 1 … 128 characters, trimmed, no control characters, in the normalization form C,
 * otherwise kept as given. Two that differ in case alone are one user's: the store compares them
 * {@link #folded()}, {@link #equals} does not.
 */
public record EmailAddress(String value) {

  /** RFC 5321, without what no form should take: IP domains, bare hosts, names beside addresses. */
  private static final EmailValidator ADDRESS =
      JMail.validator()
          .requireTopLevelDomain()
          .disallowIpDomain()
          .disallowExplicitSourceRouting()
          .disallowQuotedIdentifiers()
          .disallowObsoleteWhitespace();

  /**
   * @throws IllegalArgumentException where the text cannot be an email for its length or its
   *     characters; whether it is an address is asked only of new ones
   */
  public EmailAddress {
    if (!SingleLineText.is(value)) {
      throw new IllegalArgumentException("no email: '" + value + "'");
    }
  }

  /** The address of a stored row, repaired where somebody wrote one there that is none. */
  public static EmailAddress stored(String text) {
    return new EmailAddress(SingleLineText.repaired(text));
  }

  /** The address that the text is when it is trimmed, or none: for a new user. */
  public static Optional<EmailAddress> of(String text) {
    return claimed(text).filter(email -> ADDRESS.isValid(email.value()));
  }

  /** What the text is when it is trimmed, be it an address or not: for a user who comes back. */
  public static Optional<EmailAddress> claimed(String text) {
    return SingleLineText.in(Normalizer.normalize(text, Form.NFC)).map(EmailAddress::new);
  }

  /** What two addresses have in common that differ in case alone. */
  public String folded() {
    return CaseFolding.fold(value);
  }
}
