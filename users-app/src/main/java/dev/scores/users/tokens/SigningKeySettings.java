package dev.scores.users.tokens;

import com.nimbusds.jose.jwk.JWKSet;
import dev.scores.chassis.settings.Setting;
import io.micronaut.context.annotation.ConfigurationProperties;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the keys that sign and verify tokens.
 *
 * @param signing the signing key; null in development only, where a key is generated
 * @param verification keys that only verify; may be empty
 * @param directory where the generated key is kept
 */
@ConfigurationProperties("tokens.keys")
public record SigningKeySettings(@Nullable String signing, String verification, String directory) {

  /** The environment variables that hold them. */
  public static final List<Setting> VARIABLES =
      List.of(
          Setting.required(
                  "JWT_SIGNING_KEY",
                  SigningKeyParser.FORM,
                  "The key that signs tokens. In dev and test a key is generated and kept"
                      + " if none is given.",
                  SigningKeySettings::signingKey)
              .inDevelopment(
                  SigningKeyParser.FORM, "", key -> key.isEmpty() ? Map.of() : signingKey(key))
              .secret(),
          Setting.optional(
                  "JWT_VERIFICATION_KEYS",
                  SigningKeyParser.SEVERAL,
                  "",
                  "Further keys whose tokens are accepted: former keys, until their tokens"
                      + " expire, and a future key, so that it is known before it signs.",
                  SigningKeySettings::verificationKeys)
              .secret(),
          Setting.optional(
              "DEV_KEYS_DIRECTORY",
              "a directory",
              ".data/keys",
              "Directory of the generated signing key.",
              value -> Map.of("tokens.keys.directory", value)));

  private static Map<String, Object> signingKey(String value) {
    return Map.of("tokens.keys.signing", SigningKeyParser.parse(value).toJSONString());
  }

  private static Map<String, Object> verificationKeys(String value) {
    return Map.of(
        "tokens.keys.verification",
        value.isEmpty()
            ? ""
            : new JWKSet(List.copyOf(SigningKeyParser.parseSeveral(value))).toString());
  }

  /** Without the keys. */
  @Override
  public String toString() {
    return "SigningKeySettings[hidden]";
  }
}
