package dev.scores.app.http;

import dev.scores.chassis.http.FieldError;
import dev.scores.chassis.http.Refusal;
import dev.scores.domain.ChangeCursor;
import dev.scores.domain.ScoreId;
import io.micronaut.http.HttpParameters;
import io.micronaut.http.context.ServerRequestContext;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Reads the parameters of reports and changes exactly as the contract has them: what the framework
 * read of them is too kind. A cursor is base64url of the transaction, the id and a check over both,
 * so that one that was changed or made up is told.
 */
final class ReportParameters {

  private static final Pattern WHOLE_NUMBER = Pattern.compile("[1-9][0-9]{0,8}");
  private static final int PLACE_BYTES = 2 * Long.BYTES;

  /** Together with the place a multiple of three: every bit of the text counts. */
  private static final int CHECK_BYTES = 8;

  private static final int TEXT_LENGTH = (PLACE_BYTES + CHECK_BYTES) / 3 * 4;

  private ReportParameters() {}

  static int limit(int byDefault, int max) {
    return read(
            "limit",
            "a whole number from 1 to " + max + " is expected",
            text ->
                Optional.of(text)
                    .filter(WHOLE_NUMBER.asMatchPredicate())
                    .map(Integer::valueOf)
                    .filter(limit -> limit <= max))
        .orElse(byDefault);
  }

  static ChangeCursor after() {
    return read(
            "after", "the `next` of an answer of this path is expected", ReportParameters::cursor)
        .orElse(ChangeCursor.start());
  }

  static Refusal cursorAhead() {
    return refusal("after", "the `next` of an answer of this server: start anew without it");
  }

  static String text(ChangeCursor cursor) {
    byte[] place = place(cursor);
    byte[] bytes =
        ByteBuffer.allocate(PLACE_BYTES + CHECK_BYTES).put(place).put(check(place)).array();
    return Base64.getUrlEncoder().encodeToString(bytes);
  }

  private static Optional<ChangeCursor> cursor(String text) {
    if (text.length() != TEXT_LENGTH) {
      return Optional.empty();
    }
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException noBase64) {
      return Optional.empty();
    }
    byte[] place = Arrays.copyOf(bytes, PLACE_BYTES);
    if (!Arrays.equals(check(place), 0, CHECK_BYTES, bytes, PLACE_BYTES, bytes.length)) {
      return Optional.empty();
    }
    long transaction = ByteBuffer.wrap(bytes).getLong();
    long id = ByteBuffer.wrap(bytes).getLong(Long.BYTES);
    boolean inRange = transaction >= 0 && id >= 0 && id <= ScoreId.MAX;
    return inRange ? Optional.of(new ChangeCursor(transaction, id)) : Optional.empty();
  }

  private static <T> Optional<T> read(
      String name, String expected, Function<String, Optional<T>> reader) {
    HttpParameters parameters = ServerRequestContext.currentRequest().orElseThrow().getParameters();
    List<String> values = parameters.getAll(name);
    if (values.isEmpty()) {
      return Optional.empty();
    }
    if (values.size() > 1) {
      throw refusal(name, "once, " + expected);
    }
    return Optional.of(reader.apply(values.getFirst()).orElseThrow(() -> refusal(name, expected)));
  }

  private static Refusal refusal(String name, String why) {
    return Refusal.invalidParameters(List.of(new FieldError(name, why)));
  }

  private static byte[] place(ChangeCursor cursor) {
    return ByteBuffer.allocate(PLACE_BYTES)
        .putLong(cursor.transaction())
        .putLong(cursor.id())
        .array();
  }

  private static byte[] check(byte[] place) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update("changes cursor 1 ".getBytes(StandardCharsets.UTF_8));
      return Arrays.copyOf(digest.digest(place), CHECK_BYTES);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
