package dev.scores.users.mail;

import dev.scores.users.domain.Mail;
import dev.scores.users.domain.MailPurpose;

/**
 * The text of a mail, without markup. Contains nothing that a user chose: whoever registers with an
 * address of others could send them any text.
 */
record MailText(String subject, String body) {

  /**
   * @param page that the link opens; empty for a mail without a link
   */
  static MailText of(Mail mail, String page) {
    return switch (mail.purpose()) {
      case PASSWORD_RESET ->
          new MailText(
              "Reset your password",
              body(
                  mail,
                  page,
                  "Someone, probably you, asked to reset the password of this account.",
                  "If it was not you, ignore this mail: your password stays as it is."));
      case EMAIL_CONFIRMATION ->
          new MailText(
              "Confirm your email address",
              body(
                  mail,
                  page,
                  "Please confirm that this is the email address of your account.",
                  "If you have no account with us, ignore this mail."));
    };
  }

  private static String body(Mail mail, String page, String reason, String otherwise) {
    String link =
        page.isEmpty()
            ? ""
            : """
              Open this page:

              %s#%s=%s

              """
                .formatted(page, fragment(mail.purpose()), mail.token().value());
    return """
    Hello,

    %s

    %sYour code%s:

    %s

    It is valid for %d minutes and can be used once. %s
    """
        .formatted(
            reason,
            link,
            page.isEmpty() ? "" : ", if the page asks for it",
            mail.token().value(),
            mail.validity().toMinutes(),
            otherwise);
  }

  private static String fragment(MailPurpose purpose) {
    return switch (purpose) {
      case PASSWORD_RESET -> "password-reset";
      case EMAIL_CONFIRMATION -> "email-confirmation";
    };
  }
}
