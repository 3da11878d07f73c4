package dev.scores.users.http.oauth;

import dev.scores.users.domain.ClientCredentials;
import dev.scores.users.domain.ClientSecret;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The client's id and secret in the {@code Authorization} header: {@code Basic} (RFC 7617), each
 * form-encoded first (RFC 6749, section 2.3.1).
 */
final class BasicCredentials {

  private static final Pattern BASIC =
      Pattern.compile("basic +(?<credentials>[A-Za-z0-9+/]+=*)", Pattern.CASE_INSENSITIVE);

  private BasicCredentials() {}

  /** Parses the header; empty if it is missing or has another format. */
  static Optional<ClientCredentials> of(HttpRequest<?> request) {
    List<String> headers = request.getHeaders().getAll(HttpHeaders.AUTHORIZATION);
    return headers.size() == 1 ? of(headers.getFirst().strip()) : Optional.empty();
  }

  private static Optional<ClientCredentials> of(String header) {
    Matcher basic = BASIC.matcher(header);
    if (!basic.matches()) {
      return Optional.empty();
    }
    try {
      byte[] decoded = Base64.getDecoder().decode(basic.group("credentials"));
      String credentials = new String(decoded, StandardCharsets.UTF_8);
      int colon = credentials.indexOf(':');
      return colon < 0
          ? Optional.empty()
          : Optional.of(
              new ClientCredentials(
                  formDecoded(credentials.substring(0, colon)),
                  new ClientSecret(formDecoded(credentials.substring(colon + 1)))));
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  /**
   * @throws IllegalArgumentException if the text is malformed
   */
  private static String formDecoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
