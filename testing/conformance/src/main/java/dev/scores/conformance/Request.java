package dev.scores.conformance;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request.
 *
 * @param path the path and the query; for a raw connection as sent, otherwise encoded
 * @param payload the payload as text, or null for a request without one
 * @param charset the encoding of the payload
 */
record Request(
    String method,
    String path,
    Map<String, String> headers,
    @Nullable String payload,
    Charset charset) {

  /**
   * @param headers names and values in turn
   */
  static Request of(String method, String path, @Nullable String payload, String... headers) {
    Map<String, String> named = new LinkedHashMap<>();
    for (int i = 0; i < headers.length; i += 2) {
      named.put(headers[i], headers[i + 1]);
    }
    return new Request(method, path, named, payload, StandardCharsets.UTF_8);
  }

  Request in(Charset other) {
    return new Request(method, path, headers, payload, other);
  }

  Optional<byte[]> bytes() {
    return Optional.ofNullable(payload).map(text -> text.getBytes(charset));
  }

  /** The method and the path, in one short line. */
  String summary() {
    return method + " " + Excerpt.oneLine(path);
  }
}
