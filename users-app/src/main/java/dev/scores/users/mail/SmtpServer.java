package dev.scores.users.mail;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The server that sends mails. {@link #toString} hides the password.
 *
 * @param tls whether the connection is encrypted from the start; otherwise by STARTTLS, if the
 *     server offers it
 */
record SmtpServer(boolean tls, String host, int port, Optional<Login> login) {

  private static final int SUBMISSION = 587;
  private static final int SUBMISSIONS = 465;
  private static final int MAX_PORT = 65_535;

  /** The user and the password for the server. */
  record Login(String user, String password) {

    @Override
    public String toString() {
      return user + ":***";
    }
  }

  /**
   * @param text such as {@code smtps://user:password@mail.example.com:465}; user and password are
   *     percent-encoded
   * @throws IllegalArgumentException if it has another form
   */
  static SmtpServer parse(String text) {
    try {
      URI uri = new URI(text);
      boolean tls = "smtps".equals(uri.getScheme());
      boolean onlyAddress =
          uri.getHost() != null
              && uri.getRawPath().isEmpty()
              && uri.getRawQuery() == null
              && uri.getRawFragment() == null
              && uri.getPort() != 0
              && uri.getPort() <= MAX_PORT;
      if (!onlyAddress || (!tls && !"smtp".equals(uri.getScheme()))) {
        throw new IllegalArgumentException("not the address of a mail server");
      }
      int port = uri.getPort() > 0 ? uri.getPort() : tls ? SUBMISSIONS : SUBMISSION;
      return new SmtpServer(
          tls,
          uri.getHost(),
          port,
          Optional.ofNullable(uri.getRawUserInfo()).map(SmtpServer::login));
    } catch (URISyntaxException malformed) {
      throw new IllegalArgumentException("not the address of a mail server", malformed);
    }
  }

  private static Login login(String text) {
    int colon = text.indexOf(':');
    if (colon < 1 || colon == text.length() - 1) {
      throw new IllegalArgumentException("a user and a password belong together");
    }
    return new Login(decoded(text.substring(0, colon)), decoded(text.substring(colon + 1)));
  }

  /** A plus sign is itself. */
  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** The sender of mails, unless it is set. */
  String defaultSender() {
    return login
        .map(Login::user)
        .filter(user -> user.contains("@"))
        .orElseGet(() -> "scores@" + host);
  }

  @Override
  public String toString() {
    return (tls ? "smtps://" : "smtp://")
        + login.map(it -> it + "@").orElse("")
        + host
        + ":"
        + port;
  }
}
