package dev.scores.users.domain;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A token that continues a session, once: 128 random bits that all refresh tokens of the session
 * share, its family, and 256 random bits of its own, as base64url. The family shows to which
 * session a used token belonged, without a record of used tokens. {@link #toString} hides it.
 */
public record RefreshToken(String value) {

  private static final int FAMILY_BYTES = 16;
  private static final int SECRET_BYTES = 32;
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{64}");
  private static final SecureRandom RANDOM = new SecureRandom();

  /**
   * @throws IllegalArgumentException if it is malformed
   */
  public RefreshToken {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("malformed refresh token");
    }
  }

  /** The token with this text; empty if it is malformed. */
  public static Optional<RefreshToken> of(String text) {
    return FORM.matcher(text).matches() ? Optional.of(new RefreshToken(text)) : Optional.empty();
  }

  /** The first token of a new session. */
  static RefreshToken random() {
    return of(randomBytes(FAMILY_BYTES), randomBytes(SECRET_BYTES));
  }

  /** A random token of the same session. */
  RefreshToken next() {
    return of(family(), randomBytes(SECRET_BYTES));
  }

  private static RefreshToken of(byte[] family, byte[] secret) {
    byte[] all = ByteBuffer.allocate(FAMILY_BYTES + SECRET_BYTES).put(family).put(secret).array();
    return new RefreshToken(text(all));
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] randomBytes(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  public SecretDigest digest() {
    return SecretDigest.of(value);
  }

  public SecretDigest familyDigest() {
    return SecretDigest.of(text(family()));
  }

  /** The next token's secret, encrypted so that only this token can {@link #open} it. */
  String seal(RefreshToken next) {
    return text(xor(next.secret(), key()));
  }

  /** The token of this session whose secret {@link #seal} encrypted with this token. */
  RefreshToken open(String sealed) {
    return of(family(), xor(Base64.getUrlDecoder().decode(sealed), key()));
  }

  /** A key as long as what it encrypts, and used once: a token is replaced by one token only. */
  private byte[] key() {
    return SecretDigest.sha256(
        ByteBuffer.allocate(1 + SECRET_BYTES).put((byte) 1).put(secret()).array());
  }

  private static byte[] xor(byte[] text, byte[] key) {
    byte[] result = new byte[text.length];
    for (int i = 0; i < text.length; i++) {
      result[i] = (byte) (text[i] ^ key[i]);
    }
    return result;
  }

  private byte[] family() {
    return Arrays.copyOf(bytes(), FAMILY_BYTES);
  }

  private byte[] secret() {
    return Arrays.copyOfRange(bytes(), FAMILY_BYTES, FAMILY_BYTES + SECRET_BYTES);
  }

  private byte[] bytes() {
    return Base64.getUrlDecoder().decode(value);
  }

  @Override
  public String toString() {
    return "RefreshToken[hidden]";
  }
}
