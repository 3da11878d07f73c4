package dev.scores.users.domain;

import java.security.SecureRandom;
import java.util.Base64;

/** Random text that cannot be guessed. Thread-safe. */
final class RandomText {

  private static final SecureRandom RANDOM = new SecureRandom();

  private RandomText() {}

  static String base64Url(int bytes) {
    byte[] random = new byte[bytes];
    RANDOM.nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }
}
