package dev.scores.contract;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Parses query parameters. A plus sign stands for itself, not for a space. */
final class QueryString {

  private QueryString() {}

  static Map<String, List<String>> of(URI uri) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
    for (String part : query.split("&", -1)) {
      int equals = part.indexOf('=');
      if (!part.isEmpty()) {
        parameters
            .computeIfAbsent(
                decoded(equals < 0 ? part : part.substring(0, equals)), none -> new ArrayList<>())
            .add(equals < 0 ? "" : decoded(part.substring(equals + 1)));
      }
    }
    return parameters;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
