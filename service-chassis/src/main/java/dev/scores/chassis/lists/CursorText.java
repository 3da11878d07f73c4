package dev.scores.chassis.lists;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * Cursors as clients see them: base64url of a position and of a check over scope and position, so
 * that a cursor that was changed, made up, or taken from elsewhere is told. The check guards
 * against mistakes; a position in a list is no secret.
 *
 * <p>A scope names what the cursor belongs to (a service, a path) and the version of its form. A
 * position of two numbers, say, is written with {@code
 * ByteBuffer.allocate(16).putLong(a).putLong(b).array()} and read with {@code getLong} twice.
 */
public final class CursorText {

  private static final int LEAST_CHECK_BYTES = 6;

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
   * The position, or none where the text is no cursor of that scope.
   *
   * @param length of the position, in bytes
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

  /** Together with the position a multiple of three: every bit of the text counts. */
  private static int checkBytes(int length) {
    return LEAST_CHECK_BYTES + Math.floorMod(-length - LEAST_CHECK_BYTES, 3);
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
