package dev.scores.contract;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

/**
 * A request and its response.
 *
 * @param payload the body of the request; empty without one
 */
public record Exchange(
    String method,
    URI uri,
    Map<String, List<String>> requestHeaders,
    String payload,
    int status,
    Map<String, List<String>> headers,
    String body) {

  static Exchange of(HttpRequest request, HttpResponse<String> response) {
    return new Exchange(
        request.method(),
        request.uri(),
        request.headers().map(),
        Payloads.text(request),
        response.statusCode(),
        response.headers().map(),
        response.body());
  }

  boolean isHead() {
    return method.equals("HEAD");
  }

  boolean isSuccess() {
    return status < 400;
  }

  @Override
  public String toString() {
    return "%s %s %s → %s %s".formatted(method, uri, shortened(payload), status, shortened(body));
  }

  private static String shortened(String text) {
    return text.length() <= 2000 ? text : text.substring(0, 2000) + "…";
  }
}
