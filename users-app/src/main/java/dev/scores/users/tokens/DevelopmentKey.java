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
 * A signing key for development, generated once and kept in a directory, so that tokens survive a
 * restart.
 */
final class DevelopmentKey {

  static final String FILE = "users-signing-key.jwk";

  private DevelopmentKey() {}

  /**
   * Loads the key from the directory; creates both if missing.
   *
   * @throws IllegalArgumentException if the file does not hold a key
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
          "the signing key cannot be stored in DEV_KEYS_DIRECTORY", fault);
    }
  }

  /** Atomically; temporary files are readable only by their owner. */
  private static void keep(Path file, ECKey key) throws IOException {
    Path draft = Files.createTempFile(file.toAbsolutePath().getParent(), FILE, ".draft");
    Files.writeString(draft, key.toJSONString());
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
