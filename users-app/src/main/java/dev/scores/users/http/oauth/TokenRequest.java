package dev.scores.users.http.oauth;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The parameters of a token request. A parameter without a value counts as absent (RFC 6749,
 * section 3.2). {@link #toString} hides them.
 */
record TokenRequest(Map<String, String> parameters) {

  static final TokenRequest EMPTY = new TokenRequest(Map.of());

  private static final int MAX_PARAMETERS = 100;

  /**
   * Parses a form.
   *
   * @throws dev.scores.chassis.http.ApiException if a parameter is repeated or malformed
   */
  static TokenRequest parse(byte[] form) {
    Map<String, String> parameters = new HashMap<>();
    for (Map.Entry<String, List<String>> parameter : decoded(form).entrySet()) {
      if (parameter.getValue().size() > 1) {
        throw OAuthErrors.repeated(parameter.getKey());
      }
      if (!parameter.getValue().getFirst().isEmpty()) {
        parameters.put(parameter.getKey(), parameter.getValue().getFirst());
      }
    }
    return new TokenRequest(Map.copyOf(parameters));
  }

  private static Map<String, List<String>> decoded(byte[] form) {
    try {
      return new QueryStringDecoder(
              new String(form, StandardCharsets.UTF_8),
              StandardCharsets.UTF_8,
              false,
              MAX_PARAMETERS,
              true)
          .parameters();
    } catch (IllegalArgumentException malformed) {
      throw OAuthErrors.malformed();
    }
  }

  Optional<String> optional(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  /**
   * @throws dev.scores.chassis.http.ApiException if the parameter is absent
   */
  String required(String name) {
    return optional(name).orElseThrow(() -> OAuthErrors.required(name));
  }

  /** Without the values, which can be secret. */
  @Override
  public String toString() {
    return "TokenRequest[hidden]";
  }
}
