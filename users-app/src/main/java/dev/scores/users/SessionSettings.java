package dev.scores.users;

import dev.scores.chassis.settings.Durations;
import dev.scores.chassis.settings.Setting;
import io.micronaut.context.annotation.ConfigurationProperties;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Settings of sessions.
 *
 * @param lifetime of a session after its last use
 */
@ConfigurationProperties("sessions")
record SessionSettings(Duration lifetime) {

  private static final Duration MIN_LIFETIME = Duration.ofSeconds(1);
  private static final Duration MAX_LIFETIME = Duration.ofDays(365);

  /** The environment variables that hold them. */
  static final List<Setting> VARIABLES =
      List.of(
          Setting.optional(
              "REFRESH_TOKEN_TTL",
              "a duration such as 30d or 12h, 1s to 365d",
              "30d",
              "Lifetime of a refresh token, and of a session that is not refreshed. At least"
                  + " `TOKEN_TTL` applies.",
              SessionSettings::properties));

  private static Map<String, Object> properties(String value) {
    Duration lifetime = Durations.parse(value);
    if (lifetime.compareTo(MIN_LIFETIME) < 0 || lifetime.compareTo(MAX_LIFETIME) > 0) {
      throw new IllegalArgumentException("too short or too long");
    }
    return Map.of("sessions.lifetime", lifetime);
  }
}
