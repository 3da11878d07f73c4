package dev.scores.contract;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

/**
 * A request and its answer.
 *
 * @param payload of the request; empty where there is none
 */
public record Exchange(
    String method,
    URI uri,
    Map<String, List<String>> requestHeaders,
    String payload,
    int status,
    Map<String, List<String>> headers,
    String body) {

  static Exchange of(HttpRequest request, HttpResponse<String> answer) {
    return new Exchange(
        request.method(),
        request.uri(),
        request.headers().map(),
        Payloads.text(request),
        answer.statusCode(),
        answer.headers().map(),
        answer.body());
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
