package dev.scores.users.tokens;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A signing key that is made once and kept in a directory, so that tokens outlive a restart in
 * development.
 */
final class DevelopmentKey {

  static final String FILE = "users-signing-key.jwk";

  private DevelopmentKey() {}

  /**
   * The directory's key. Makes it, and the directory, where there is none.
   *
   * @throws IllegalArgumentException where what is kept is no key
   */
  static ECKey loadOrCreate(Path directory) {
    Path file = directory.resolve(FILE);
    try {
      if (!Files.exists(file)) {
        Files.createDirectories(directory);
        keep(file, new ECKeyGenerator(Curve.P_256).generate());
      }
      return SigningKeyParser.parse(Files.readString(file));
    } catch (IOException | JOSEException fault) {
      throw new IllegalStateException(
          "the signing key cannot be kept in DEV_KEYS_DIRECTORY", fault);
    }
  }

  /** As a whole or not at all; a temporary file is its owner's alone to read. */
  private static void keep(Path file, ECKey key) throws IOException {
    Path draft = Files.createTempFile(file.toAbsolutePath().getParent(), FILE, ".draft");
    Files.writeString(draft, key.toJSONString());
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
