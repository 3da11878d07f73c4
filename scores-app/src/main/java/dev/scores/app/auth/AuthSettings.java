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
              value -> Map.of("auth.jwt.audience", value)),
          Setting.optional(
              "AUTH_JWT_JWKS_URL",
              "an address such as https://id.example/jwks",
              "",
              "With `AUTH_MODE=jwt`: the key set of the issuer of tokens. If not set, that of the"
                  + " users service.",
              AuthSettings::jwksUrl),
          Setting.optional(
              "AUTH_JWT_USER_CLAIM",
              "the name of a claim",
              "sub",
              "With `AUTH_MODE=jwt`: the claim that holds the id of a user, a number or its decimal"
                  + " text.",
              value -> Map.of("auth.jwt.user-claim", value)),
          Setting.optional(
              "AUTH_JWT_SCOPE_CLAIM",
              "the name of a claim",
              "scope",
              "With `AUTH_MODE=jwt`: the claim that holds the scopes, a text with spaces or an"
                  + " array.",
              value -> Map.of("auth.jwt.scope-claim", value)));

  private AuthSettings() {}

  private static Map<String, Object> mode(String value) {
    return switch (value) {
      case "status", "jwt" -> Map.of("auth.mode", value);
      default -> throw new IllegalArgumentException("unknown mode");
    };
  }

  private static Map<String, Object> jwksUrl(String value) {
    if (value.isEmpty()) {
      return Map.of("auth.jwt.jwks-url", "");
    }
    URI address = httpAddress(value);
    return Map.of(
        "auth.jwt.jwks-url",
        value,
        "auth.jwt.keys-path",
        address.getRawPath(),
        "micronaut.http.services.token-keys.url",
        origin(address),
        "micronaut.http.services.token-keys.path",
        "");
  }

  private static URI httpAddress(String value) {
    URI address = URI.create(value);
    String scheme = String.valueOf(address.getScheme());
    if (!(scheme.equals("http") || scheme.equals("https"))
        || address.getHost() == null
        || address.getRawUserInfo() != null
        || address.getRawQuery() != null
        || address.getRawFragment() != null) {
      throw new IllegalArgumentException("not the URL of a service");
    }
    return address;
  }

  private static String origin(URI address) {
    return address.getScheme() + "://" + address.getRawAuthority();
  }

  private static Map<String, Object> usersServiceUrl(String value) {
    URI address = httpAddress(value);
    String url = origin(address);
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
        "micronaut.http.services.token-keys.url",
        url,
        "micronaut.http.services.token-keys.path",
        address.getRawPath(),
        "docs.users-port",
        port(address),
        "web.users-port",
        port(address));
  }

  private static Object port(URI address) {
    return address.getPort() == -1 ? "" : address.getPort();
  }
}
