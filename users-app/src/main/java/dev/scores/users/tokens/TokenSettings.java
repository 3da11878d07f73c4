package dev.scores.users.tokens;

import dev.scores.chassis.settings.Durations;
import dev.scores.chassis.settings.Setting;
import io.micronaut.context.annotation.ConfigurationProperties;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Settings of tokens.
 *
 * @param lifetime from issue to expiry
 * @param issuer the claim {@code iss} of tokens; others are rejected
 */
@ConfigurationProperties("tokens")
public record TokenSettings(Duration lifetime, String issuer) {

  private static final Pattern ISSUER = Pattern.compile("[!-~]{1,200}");
  private static final Duration MIN_LIFETIME = Duration.ofSeconds(1);
  private static final Duration MAX_LIFETIME = Duration.ofDays(365);

  /** The environment variables that hold them. */
  public static final List<Setting> VARIABLES =
      List.of(
          Setting.optional(
              "TOKEN_TTL",
              "a duration such as 1h or 30m, 1s to 365d",
              "1h",
              "Lifetime of a token.",
              TokenSettings::properties),
          Setting.optional(
              "TOKEN_ISSUER",
              "1 to 200 printable ASCII characters without spaces",
              "users",
              "The claim `iss` of tokens. Set it to `PUBLIC_URL` for verifiers that expect the"
                  + " `issuer` of the metadata (RFC 8414); the scores service must then expect it"
                  + " too. A change ends all tokens.",
              TokenSettings::issuer));

  private static Map<String, Object> issuer(String value) {
    if (!ISSUER.matcher(value).matches()) {
      throw new IllegalArgumentException(value);
    }
    return Map.of("tokens.issuer", value);
  }

  private static Map<String, Object> properties(String value) {
    Duration lifetime = Durations.parse(value);
    if (lifetime.compareTo(MIN_LIFETIME) < 0 || lifetime.compareTo(MAX_LIFETIME) > 0) {
      throw new IllegalArgumentException("too short or too long");
    }
    return Map.of("tokens.lifetime", lifetime);
  }
}
