package dev.scores.users.mail;

import dev.scores.chassis.settings.Setting;
import dev.scores.users.domain.EmailAddress;
import io.micronaut.context.annotation.ConfigurationProperties;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * Settings of mails. Each is empty if it is not set.
 *
 * @param server the address of the SMTP server
 * @param from the sender
 * @param page the page that links open
 */
@ConfigurationProperties("mail")
public record MailSettings(String server, String from, String page) {

  /** The environment variables that hold them. */
  public static final List<Setting> VARIABLES =
      List.of(
          Setting.optional(
                  "SMTP_URL",
                  "smtp://user:password@host:port or smtps://…, user and password percent-encoded",
                  "",
                  "The server that sends mails to reset passwords and to confirm addresses. `smtps`"
                      + " encrypts from the start (default port 465), `smtp` by STARTTLS if the"
                      + " server offers it (587). Without it the service sends no mail, and these"
                      + " operations return 404.",
                  value -> {
                    if (!value.isEmpty()) {
                      SmtpServer.parse(value);
                    }
                    return Map.of("mail.server", value);
                  })
              .masked(value -> value.isEmpty() ? value : SmtpServer.parse(value).toString()),
          Setting.optional(
              "MAIL_FROM",
              "an email address",
              "",
              "The sender of mails. If not set, the user of SMTP_URL if that is an address, otherwise"
                  + " `scores` at its host.",
              value -> {
                if (!value.isEmpty() && EmailAddress.of(value).isEmpty()) {
                  throw new IllegalArgumentException("not an email address");
                }
                return Map.of("mail.from", value);
              }),
          Setting.optional(
              "MAIL_PAGE_URL",
              "an http or https URL without fragment, such as https://scores.example.com/account",
              "",
              "The page that the links in mails open. The token is in the fragment:"
                  + " `#password-reset=…` or `#email-confirmation=…`. Without it mails show only the"
                  + " token.",
              MailSettings::page));

  private static Map<String, Object> page(String value) {
    if (!value.isEmpty()) {
      URI uri = URI.create(value);
      boolean isWeb = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      if (!isWeb || uri.getHost() == null || uri.getRawFragment() != null) {
        throw new IllegalArgumentException("not the address of a page");
      }
    }
    return Map.of("mail.page", value);
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "MailSettings[" + from + "]";
  }
}
