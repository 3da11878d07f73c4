package dev.scores.users.tokens;

import com.nimbusds.jose.jwk.JWKSet;
import dev.scores.chassis.settings.Durations;
import dev.scores.chassis.settings.Setting;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The settings of tokens. */
public final class TokenSettings {

  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofDays(365);

  public static final List<Setting> ALL =
      List.of(
          Setting.required(
                  "JWT_SIGNING_KEY",
                  SigningKeyParser.FORM,
                  "The key that signs tokens. In dev and test a key is generated and kept"
                      + " if none is given.",
                  TokenSettings::signingKey)
              .inDevelopment(
                  SigningKeyParser.FORM, "", key -> key.isEmpty() ? Map.of() : signingKey(key))
              .secret(),
          Setting.optional(
                  "JWT_VERIFICATION_KEYS",
                  SigningKeyParser.SEVERAL,
                  "",
                  "Further keys whose tokens are accepted: former keys, until their tokens"
                      + " expire, and a future key, so that it is known before it signs.",
                  TokenSettings::verificationKeys)
              .secret(),
          Setting.optional(
              "DEV_KEYS_DIRECTORY",
              "a directory",
              ".data/keys",
              "Directory of the generated signing key.",
              value -> Map.of("tokens.keys-directory", value)),
          Setting.optional(
              "TOKEN_TTL",
              "a duration such as 1h or 30m, 1s to 365d",
              "1h",
              "Lifetime of a token.",
              TokenSettings::lifetime));

  private TokenSettings() {}

  private static Map<String, Object> signingKey(String value) {
    return Map.of("tokens.signing-key", SigningKeyParser.parse(value).toJSONString());
  }

  private static Map<String, Object> verificationKeys(String value) {
    return Map.of(
        "tokens.verification-keys",
        value.isEmpty()
            ? ""
            : new JWKSet(List.copyOf(SigningKeyParser.parseSeveral(value))).toString());
  }

  private static Map<String, Object> lifetime(String value) {
    Duration lifetime = Durations.parse(value);
    if (lifetime.compareTo(SHORTEST) < 0 || lifetime.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("too short or too long");
    }
    return Map.of("tokens.lifetime", lifetime);
  }
}
