package dev.scores.users.http.oauth;

import dev.scores.chassis.settings.Setting;
import io.micronaut.context.annotation.ConfigurationProperties;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Settings of the service's public address.
 *
 * @param url without a slash at the end; empty if unknown
 * @param fromHost whether an unknown address is derived from the request's {@code Host}
 */
@ConfigurationProperties("public-url")
public record PublicUrlSettings(String url, boolean fromHost) {

  private static final String FORM = "empty, or an http or https URL without query and fragment";

  /** The environment variables that hold them. */
  public static final List<Setting> VARIABLES =
      List.of(
          Setting.optional(
                  "PUBLIC_URL",
                  FORM,
                  "",
                  "The address of the users service as clients see it: the `issuer` of its OAuth"
                      + " metadata (RFC 8414), which requires https. Without it there are no"
                      + " metadata (404), except in dev and test, where the address is derived"
                      + " from the request's `Host`.",
                  value -> properties(value, false))
              .inDevelopment(FORM, "", value -> properties(value, true)));

  private static Map<String, Object> properties(String value, boolean fromHost) {
    return Map.of("public-url.url", checked(value), "public-url.from-host", fromHost);
  }

  private static String checked(String value) {
    if (value.isEmpty()) {
      return value;
    }
    URI url = URI.create(value);
    if (url.getHost() == null
        || !Set.of("http", "https").contains(String.valueOf(url.getScheme()))
        || url.getRawQuery() != null
        || url.getRawFragment() != null
        || url.getRawUserInfo() != null) {
      throw new IllegalArgumentException(value);
    }
    return value.endsWith("/") ? value.substring(0, value.length() - 1) : value;
  }
}
