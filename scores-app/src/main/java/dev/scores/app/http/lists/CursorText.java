package dev.scores.app.http.lists;

import dev.scores.domain.Cursor;
import dev.scores.domain.ScoreId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * A cursor as clients see it: base64url of the id and of a check over id and path, so that a cursor
 * that was changed, made up, or taken from another path is told. The check guards against mistakes;
 * a position in a list is no secret.
 */
final class CursorText {

  /** Together with the id a multiple of three: every bit of the text counts. */
  private static final int CHECK_BYTES = 7;

  private static final int TEXT_LENGTH = (Long.BYTES + CHECK_BYTES) / 3 * 4;

  private CursorText() {}

  static String of(Cursor cursor, String path) {
    byte[] bytes =
        ByteBuffer.allocate(Long.BYTES + CHECK_BYTES)
            .putLong(cursor.after())
            .put(check(cursor.after(), path))
            .array();
    return Base64.getUrlEncoder().encodeToString(bytes);
  }

  /** None where the text is no cursor of that path. */
  static Optional<Cursor> read(String text, String path) {
    if (text.length() != TEXT_LENGTH) {
      return Optional.empty();
    }
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException noBase64) {
      return Optional.empty();
    }
    long after = ByteBuffer.wrap(bytes).getLong();
    byte[] check = Arrays.copyOfRange(bytes, Long.BYTES, bytes.length);
    return ScoreId.of(after)
        .filter(id -> MessageDigest.isEqual(check, check(after, path)))
        .map(id -> new Cursor(after));
  }

  private static byte[] check(long after, String path) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(("scores cursor 1 " + after + " " + path).getBytes(StandardCharsets.UTF_8));
      return Arrays.copyOf(digest.digest(), CHECK_BYTES);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
