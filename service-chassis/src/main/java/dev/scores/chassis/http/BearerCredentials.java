package dev.scores.chassis.http;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The bearer token of a request's {@code Authorization} header (RFC 6750, section 2.1). */
public sealed interface BearerCredentials {

  /** Longest accepted token; those of the users service have about 400 characters. */
  int MAX_TOKEN_LENGTH = 4096;

  /** A token of at most {@value #MAX_TOKEN_LENGTH} characters. */
  record Token(String value) implements BearerCredentials {}

  /** The header is missing or empty. */
  record None() implements BearerCredentials {}

  /** The header is not a single bearer token. */
  record Unreadable() implements BearerCredentials {}

  /** The token has more than {@value #MAX_TOKEN_LENGTH} characters. */
  record TooLong() implements BearerCredentials {}

  /** Parses the header; the scheme is case-insensitive (RFC 9110, section 11.1). */
  static BearerCredentials of(HttpRequest<?> request) {
    List<String> headers =
        request.getHeaders().getAll(HttpHeaders.AUTHORIZATION).stream()
            .map(String::strip)
            .filter(header -> !header.isEmpty())
            .toList();
    if (headers.isEmpty()) {
      return new None();
    }
    Matcher bearer = Syntax.BEARER.matcher(headers.getFirst());
    if (headers.size() > 1 || !bearer.matches()) {
      return new Unreadable();
    }
    String token = bearer.group("token");
    return token.length() > MAX_TOKEN_LENGTH ? new TooLong() : new Token(token);
  }

  /** The syntax of the value: {@code b64token} (RFC 6750, section 2.1). */
  final class Syntax {

    private static final Pattern BEARER =
        Pattern.compile("bearer +(?<token>[A-Za-z0-9._~+/-]+=*)", Pattern.CASE_INSENSITIVE);

    private Syntax() {}
  }
}
