package dev.scores.users.mail;

import jakarta.mail.Authenticator;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Sends mails by SMTP, each over a connection of its own. Blocks; thread-safe. */
final class SmtpClient {

  /** For the connection, for each response and for each write. */
  private static final String TIMEOUT_MILLIS = "10000";

  private final Properties properties = new Properties();
  private final @Nullable Authenticator authenticator;
  private final String from;

  SmtpClient(SmtpServer server, String from) {
    this.from = from;
    String protocol = server.tls() ? "smtps" : "smtp";
    properties.put("mail.transport.protocol", protocol);
    String prefix = "mail." + protocol + ".";
    properties.put(prefix + "host", server.host());
    properties.put(prefix + "port", Integer.toString(server.port()));
    properties.put(prefix + "auth", Boolean.toString(server.login().isPresent()));
    properties.put(prefix + "starttls.enable", Boolean.toString(!server.tls()));
    properties.put(prefix + "ssl.checkserveridentity", "true");
    for (String timeout : new String[] {"connectiontimeout", "timeout", "writetimeout"}) {
      properties.put(prefix + timeout, TIMEOUT_MILLIS);
    }
    this.authenticator = server.login().map(SmtpClient::authenticator).orElse(null);
  }

  private static Authenticator authenticator(SmtpServer.Login login) {
    return new Authenticator() {
      @Override
      protected PasswordAuthentication getPasswordAuthentication() {
        return new PasswordAuthentication(login.user(), login.password());
      }
    };
  }

  /**
   * @throws MessagingException if the server is unreachable or rejects the mail
   */
  void send(String to, MailText text, Instant now) throws MessagingException {
    MimeMessage message = new MimeMessage(session(to));
    message.setFrom(address(from));
    message.setRecipient(Message.RecipientType.TO, address(to));
    message.setSubject(text.subject(), StandardCharsets.UTF_8.name());
    message.setText(text.body(), StandardCharsets.UTF_8.name());
    message.setSentDate(Date.from(now));
    // No replies by programs (RFC 3834, section 5).
    message.setHeader("Auto-Submitted", "auto-generated");
    Transport.send(message);
  }

  /** For names beyond ASCII the server must support SMTPUTF8 (RFC 6531). */
  private Session session(String to) {
    Properties own = new Properties();
    own.putAll(properties);
    boolean isAscii = StandardCharsets.US_ASCII.newEncoder().canEncode(localPart(to));
    own.put("mail.mime.allowutf8", Boolean.toString(!isAscii));
    return Session.getInstance(own, authenticator);
  }

  private static String localPart(String email) {
    return email.substring(0, email.lastIndexOf('@') + 1);
  }

  /** International domains are sent in their ASCII form. */
  private static InternetAddress address(String email) throws MessagingException {
    String name = localPart(email);
    try {
      return new InternetAddress(name + IDN.toASCII(email.substring(name.length())), true);
    } catch (IllegalArgumentException malformed) {
      throw new MessagingException("malformed domain", malformed);
    }
  }
}
