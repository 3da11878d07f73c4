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
              "Where the users service answers.",
              AuthSettings::usersService),
          Setting.optional(
              "AUTH_MODE",
              "status",
              "status",
              "How callers are told: `status` asks the users service.",
              value -> {
                if (!value.equals("status")) {
                  throw new IllegalArgumentException(value);
                }
                return Map.of();
              }),
          Setting.optional(
              "AUTH_CACHE_TTL",
              "a span of time such as 10s or 500ms, or 0",
              "10s",
              "How long the users service's word on a token is remembered; 0 asks each time.",
              value -> Map.of("auth.cache-ttl", Durations.parse(value))));

  private AuthSettings() {}

  private static Map<String, Object> usersService(String value) {
    URI address = URI.create(value);
    String scheme = String.valueOf(address.getScheme());
    if (!(scheme.equals("http") || scheme.equals("https"))
        || address.getHost() == null
        || address.getRawUserInfo() != null
        || address.getRawQuery() != null
        || address.getRawFragment() != null) {
      throw new IllegalArgumentException("no address of a service");
    }
    String url = scheme + "://" + address.getRawAuthority();
    return Map.of(
        "micronaut.http.services.users.url",
        url,
        "micronaut.http.services.users.path",
        address.getRawPath(),
        "micronaut.http.services.users-again.url",
        url,
        "micronaut.http.services.users-again.path",
        address.getRawPath());
  }
}
