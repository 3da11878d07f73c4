package dev.scores.users.domain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The SHA-256 digest of a random secret, which stores keep instead of it. Not for passwords: those
 * need a slow hash.
 *
 * @param hex 64 hexadecimal digits
 */
public record SecretDigest(String hex) {

  private static final int HEX_DIGITS = 64;

  public SecretDigest {
    if (hex.length() != HEX_DIGITS) {
      throw new IllegalArgumentException("a digest has " + HEX_DIGITS + " digits");
    }
  }

  public static SecretDigest of(String secret) {
    return new SecretDigest(
        HexFormat.of().formatHex(sha256(secret.getBytes(StandardCharsets.UTF_8))));
  }

  public byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
