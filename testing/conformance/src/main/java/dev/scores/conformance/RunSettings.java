package dev.scores.conformance;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;

/**
 * The settings of a run.
 *
 * @param service the address of the service, without a slash at the end
 * @param token the caller's bearer token, or an empty string to check public operations only
 * @param otherToken another user's bearer token, or an empty string to skip rules about two users
 * @param timeout the longest time for one response
 * @param feedWait the longest time to wait for writes in the change feed
 * @param certificates the file that {@code tls} trusts, for the lines with curl
 */
record RunSettings(
    URI service,
    String token,
    String otherToken,
    Duration timeout,
    Duration feedWait,
    SSLContext tls,
    Optional<Path> certificates) {

  /** Shorter tokens are parts of other texts; they belong to test doubles and are no secrets. */
  private static final int SECRET_LENGTH = 6;

  boolean provides(Needs needs) {
    return switch (needs) {
      case NOTHING -> true;
      case TOKEN -> !token.isEmpty();
      case OTHER_TOKEN -> !token.isEmpty() && !otherToken.isEmpty();
    };
  }

  /** Replaces tokens by {@code $TOKEN} and {@code $OTHER_TOKEN}. */
  String withoutTokens(String text) {
    return replaceTokens(text, SECRET_LENGTH);
  }

  /** As above for a header, in which tokens of any length are replaced. */
  String withoutTokens(String header, String value) {
    return replaceTokens(value, header.equals("Authorization") ? 1 : SECRET_LENGTH);
  }

  private String replaceTokens(String text, int minLength) {
    // The longer first, because one can be a part of the other.
    Map<String, String> names =
        new TreeMap<>(
            Comparator.comparingInt(String::length)
                .reversed()
                .thenComparing(Comparator.naturalOrder()));
    names.put(otherToken, "$OTHER_TOKEN");
    names.put(token, "$TOKEN");
    String replaced = text;
    for (Map.Entry<String, String> name : names.entrySet()) {
      if (name.getKey().length() >= minLength) {
        replaced = replaced.replace(name.getKey(), name.getValue());
      }
    }
    return replaced;
  }
}
