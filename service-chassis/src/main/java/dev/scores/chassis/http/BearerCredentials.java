package dev.scores.chassis.http;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the {@code Authorization} header of a request says (RFC 6750, section 2.1). */
public sealed interface BearerCredentials {

  /** There is a token: one word of printable ASCII. */
  record Token(String value) implements BearerCredentials {}

  /** There is no header, or an empty one. */
  record None() implements BearerCredentials {}

  /** There is a header, and it is no bearer token. */
  record Unreadable() implements BearerCredentials {}

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
    return headers.size() == 1 && bearer.matches()
        ? new Token(bearer.group("token"))
        : new Unreadable();
  }

  /** Of the header's value. */
  final class Syntax {

    private static final Pattern BEARER =
        Pattern.compile("bearer +(?<token>[\\x21-\\x7e]+)", Pattern.CASE_INSENSITIVE);

    private Syntax() {}
  }
}
