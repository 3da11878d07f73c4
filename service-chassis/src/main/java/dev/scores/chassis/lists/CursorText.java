package dev.scores.chassis.lists;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * The text form of cursors: base64url of a position and a checksum over scope and position, which
 * detects forged cursors and cursors of other lists. The checksum guards against mistakes; the
 * position is not secret.
 *
 * <p>The scope names what the cursor belongs to (service, path) and the version of its format. A
 * position of two numbers, for example, is written with {@code
 * ByteBuffer.allocate(16).putLong(a).putLong(b).array()} and read with {@code getLong} twice.
 */
public final class CursorText {

  private static final int MIN_CHECK_BYTES = 6;

  private CursorText() {}

  public static String of(byte[] position, String scope) {
    byte[] bytes =
        ByteBuffer.allocate(position.length + checkBytes(position.length))
            .put(position)
            .put(check(position, scope))
            .array();
    return Base64.getUrlEncoder().encodeToString(bytes);
  }

  /**
   * The position; empty if the text is not a cursor of the scope.
   *
   * @param length the length of the position, in bytes
   */
  public static Optional<ByteBuffer> read(String text, int length, String scope) {
    if (text.length() != (length + checkBytes(length)) / 3 * 4) {
      return Optional.empty();
    }
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException noBase64) {
      return Optional.empty();
    }
    if (bytes.length != length + checkBytes(length)) {
      return Optional.empty();
    }
    byte[] position = Arrays.copyOf(bytes, length);
    byte[] check = Arrays.copyOfRange(bytes, length, bytes.length);
    return MessageDigest.isEqual(check, check(position, scope))
        ? Optional.of(ByteBuffer.wrap(position))
        : Optional.empty();
  }

  /** Makes the total a multiple of three bytes, so that every bit of the text is significant. */
  private static int checkBytes(int length) {
    return MIN_CHECK_BYTES + Math.floorMod(-length - MIN_CHECK_BYTES, 3);
  }

  private static byte[] check(byte[] position, String scope) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(scope.getBytes(StandardCharsets.UTF_8));
      return Arrays.copyOf(digest.digest(position), checkBytes(position.length));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
