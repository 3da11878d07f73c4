package dev.scores.users.tokens;

import com.nimbusds.jose.jwk.ECKey;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the signing keys come from. */
@Factory
final class SigningKeyBeans {

  /**
   * @param configured none in development only: elsewhere the setting is required
   * @param others keys that only verify; empty where there are none
   */
  @Singleton
  SigningKeys signingKeys(
      @Nullable @Value("${tokens.signing-key}") String configured,
      @Value("${tokens.verification-keys}") String others,
      @Value("${tokens.keys-directory}") String directory) {
    ECKey key =
        configured == null
            ? DevelopmentKey.keptIn(Path.of(directory))
            : SigningKeyParser.parse(configured);
    return SigningKeys.of(
        key, others.isEmpty() ? List.of() : SigningKeyParser.parseSeveral(others));
  }
}
