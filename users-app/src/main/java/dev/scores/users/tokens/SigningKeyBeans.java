package dev.scores.users.tokens;

import com.nimbusds.jose.jwk.ECKey;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.List;

/** Creates the signing keys from the settings. */
@Factory
final class SigningKeyBeans {

  @Singleton
  SigningKeys signingKeys(SigningKeySettings settings) {
    ECKey signing =
        settings.signing() == null
            ? DevelopmentKey.loadOrCreate(Path.of(settings.directory()))
            : SigningKeyParser.parse(settings.signing());
    return SigningKeys.of(
        signing,
        settings.verification().isEmpty()
            ? List.of()
            : SigningKeyParser.parseSeveral(settings.verification()));
  }
}
