package dev.scores.users.http.lists;

import static java.time.temporal.ChronoUnit.MICROS;

import dev.scores.users.domain.UserCursor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * A cursor as clients see it: base64url of the time, the id and a check over both, so that a cursor
 * that was changed or made up is told. The check guards against mistakes; a position in a list is
 * no secret.
 */
final class CursorText {

  private static final int POSITION_BYTES = Long.BYTES + Integer.BYTES;

  /** Together with the position a multiple of three: every bit of the text counts. */
  private static final int CHECK_BYTES = 6;

  private static final int TEXT_LENGTH = (POSITION_BYTES + CHECK_BYTES) / 3 * 4;

  private CursorText() {}

  static String of(UserCursor cursor) {
    byte[] position =
        ByteBuffer.allocate(POSITION_BYTES)
            .putLong(MICROS.between(Instant.EPOCH, cursor.createdAt()))
            .putInt(cursor.id())
            .array();
    byte[] bytes =
        ByteBuffer.allocate(POSITION_BYTES + CHECK_BYTES)
            .put(position)
            .put(check(position))
            .array();
    return Base64.getUrlEncoder().encodeToString(bytes);
  }

  /** None where the text is no cursor. */
  static Optional<UserCursor> read(String text) {
    if (text.length() != TEXT_LENGTH) {
      return Optional.empty();
    }
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException noBase64) {
      return Optional.empty();
    }
    byte[] position = Arrays.copyOf(bytes, POSITION_BYTES);
    byte[] check = Arrays.copyOfRange(bytes, POSITION_BYTES, bytes.length);
    if (!MessageDigest.isEqual(check, check(position))) {
      return Optional.empty();
    }
    ByteBuffer read = ByteBuffer.wrap(position);
    Instant createdAt = Instant.EPOCH.plus(read.getLong(), MICROS);
    return Optional.of(new UserCursor(createdAt, read.getInt()));
  }

  private static byte[] check(byte[] position) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update("users cursor 1 ".getBytes(StandardCharsets.UTF_8));
      return Arrays.copyOf(digest.digest(position), CHECK_BYTES);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
