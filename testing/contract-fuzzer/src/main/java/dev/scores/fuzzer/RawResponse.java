package dev.scores.fuzzer;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A response. Header names are in lower case. */
record RawResponse(int status, Map<String, List<String>> headers, String body) {

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT))).map(List::getFirst);
  }

  @Override
  public String toString() {
    return status + " " + FuzzedRequest.shortened(body);
  }
}
