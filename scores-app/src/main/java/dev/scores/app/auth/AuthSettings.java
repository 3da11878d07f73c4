package dev.scores.app.auth;

import dev.scores.chassis.settings.Durations;
import dev.scores.chassis.settings.Setting;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** The settings of authentication. */
public final class AuthSettings {

  public static final List<Setting> ALL =
      List.of(
          Setting.required(
              "USERS_SERVICE_URL",
              "an address such as http://users:5001",
              "The address of the users service.",
              AuthSettings::usersServiceUrl),
          Setting.optional(
              "AUTH_MODE",
              "status or jwt",
              "status",
              "How tokens are checked. `status` looks up each token that is not"
                  + " cached at the users service. `jwt` verifies tokens with the public keys"
                  + " of the users service, so a revoked token is accepted until it expires.",
              AuthSettings::mode),
          Setting.optional(
              "AUTH_CACHE_TTL",
              "a duration such as 10s or 500ms, or 0",
              "10s",
              "With `AUTH_MODE=status`: how long the owner of a token is cached. 0"
                  + " turns the cache off.",
              value -> Map.of("auth.cache-ttl", Durations.parse(value))),
          Setting.optional(
              "AUTH_JWT_ISSUER",
              "a name",
              "users",
              "With `AUTH_MODE=jwt`: the required issuer of tokens (`iss`).",
              value -> Map.of("auth.jwt.issuer", value)),
          Setting.optional(
              "AUTH_JWT_AUDIENCE",
              "a name",
              "scores",
              "With `AUTH_MODE=jwt`: the required audience of tokens (`aud`).",
              value -> Map.of("auth.jwt.audience", value)));

  private AuthSettings() {}

  private static Map<String, Object> mode(String value) {
    return switch (value) {
      case "status", "jwt" -> Map.of("auth.mode", value);
      default -> throw new IllegalArgumentException("unknown mode");
    };
  }

  private static Map<String, Object> usersServiceUrl(String value) {
    URI address = URI.create(value);
    String scheme = String.valueOf(address.getScheme());
    if (!(scheme.equals("http") || scheme.equals("https"))
        || address.getHost() == null
        || address.getRawUserInfo() != null
        || address.getRawQuery() != null
        || address.getRawFragment() != null) {
      throw new IllegalArgumentException("not the URL of a service");
    }
    String url = scheme + "://" + address.getRawAuthority();
    return Map.of(
        "auth.users-service-url",
        url,
        "micronaut.http.services.users.url",
        url,
        "micronaut.http.services.users.path",
        address.getRawPath(),
        "micronaut.http.services.users-again.url",
        url,
        "micronaut.http.services.users-again.path",
        address.getRawPath(),
        "docs.users-port",
        address.getPort() == -1 ? "" : address.getPort());
  }
}
