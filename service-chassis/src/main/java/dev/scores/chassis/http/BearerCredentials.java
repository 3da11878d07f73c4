package dev.scores.chassis.http;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import java.util.List;

/** What the {@code Authorization} header of a request says (RFC 6750, section 2.1). */
public sealed interface BearerCredentials {

  /** And at least one space. */
  String SCHEME = "bearer ";

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
    return headers.size() == 1 ? read(headers.getFirst()) : new Unreadable();
  }

  private static BearerCredentials read(String header) {
    if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return new Unreadable();
    }
    int start = SCHEME.length();
    while (start < header.length() && header.charAt(start) == ' ') {
      start++;
    }
    for (int i = start; i < header.length(); i++) {
      if (header.charAt(i) <= ' ' || header.charAt(i) >= 0x7f) {
        return new Unreadable();
      }
    }
    return start < header.length() ? new Token(header.substring(start)) : new Unreadable();
  }
}
