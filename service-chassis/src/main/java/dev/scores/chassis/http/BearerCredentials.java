package dev.scores.chassis.http;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the {@code Authorization} header of a request says (RFC 6750, section 2.1). */
public sealed interface BearerCredentials {

  /** The length of the longest token that is looked at; the users service's have some 400. */
  int MAX_TOKEN_LENGTH = 4096;

  /** There is a token of at most {@value #MAX_TOKEN_LENGTH} characters. */
  record Token(String value) implements BearerCredentials {}

  /** There is no header, or an empty one. */
  record None() implements BearerCredentials {}

  /** There is a header, and it is no bearer token. */
  record Unreadable() implements BearerCredentials {}

  /** There is a bearer token of more than {@value #MAX_TOKEN_LENGTH} characters. */
  record TooLong() implements BearerCredentials {}

  /** Reads the scheme in any case (RFC 9110, section 11.1). */
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

  /** Of the header's value: a {@code b64token}, RFC 6750, section 2.1. */
  final class Syntax {

    private static final Pattern BEARER =
        Pattern.compile("bearer +(?<token>[A-Za-z0-9._~+/-]+=*)", Pattern.CASE_INSENSITIVE);

    private Syntax() {}
  }
}
