package dev.scores.users.passwords;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import dev.scores.users.domain.ClientAddress;
import dev.scores.users.domain.Password;
import dev.scores.users.domain.PasswordHash;
import dev.scores.users.domain.PasswordHashing;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Argon2id (RFC 9106) with the parameters of OWASP's password storage cheat sheet: 19 MiB, two
 * passes, one lane. A hash contains its parameters, so that older hashes stay valid when they rise.
 *
 * <p>Hashes run on dedicated threads, as many as may run at once: on the virtual threads of
 * requests they would occupy the carrier threads that all other requests need.
 */
@Singleton
public final class Argon2Hashing implements PasswordHashing {

  static final int MEMORY_KIB = 19 * 1024;
  static final int PASSES = 2;
  static final int LANES = 1;
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;

  private static final Argon2Function ARGON2 =
      Argon2Function.getInstance(
          MEMORY_KIB, PASSES, LANES, HASH_BYTES, Argon2.ID, Argon2Function.ARGON2_VERSION_13);

  /** Prefix of new hashes. */
  private static final String PARAMETERS =
      "$argon2id$v=%d$m=%d,t=%d,p=%d$"
          .formatted(Argon2Function.ARGON2_VERSION_13, MEMORY_KIB, PASSES, LANES);

  /** Maximum cost of a stored hash: 256 MiB, 16 passes, 16 lanes. */
  private static final int MAX_MEMORY_KIB = 256 * 1024;

  private static final int MAX_PASSES = 16;
  private static final int MAX_LANES = 16;

  private static final Pattern ARGON2_HASH =
      Pattern.compile(
          "\\$argon2(?:id|i|d)\\$v=(?:16|19)\\$m=(?<memory>[0-9]{1,9}),t=(?<passes>[0-9]{1,9}),"
              + "p=(?<lanes>[0-9]{1,9})\\$(?:[A-Za-z0-9+/]{4}){2,32}[A-Za-z0-9+/]{0,3}"
              + "\\$(?:[A-Za-z0-9+/]{4}){4,32}[A-Za-z0-9+/]{0,3}");

  private final SecureRandom random = new SecureRandom();
  private final PasswordHash decoy;
  private final HashingQueue queue;

  Argon2Hashing(PasswordSettings settings) {
    this.decoy = encode(randomBytes(SALT_BYTES), randomBytes(HASH_BYTES));
    this.queue = new HashingQueue(settings.hashesAtOnce(), settings.maxWait());
  }

  @Override
  public PasswordHash hash(Password password, ClientAddress client) {
    return queue.run(
        client,
        () ->
            new PasswordHash(
                ARGON2.hash(password.normalized().bytes(), randomBytes(SALT_BYTES)).getResult()));
  }

  @Override
  public boolean matches(Password password, PasswordHash hash, ClientAddress client) {
    return isSupported(hash)
        && queue.run(
            client,
            () -> password.spellings().stream().anyMatch(spelling -> matches(spelling, hash)));
  }

  private static boolean matches(Password password, PasswordHash hash) {
    return Argon2Function.getInstanceFromHash(hash.value())
        .check(password.bytes(), hash.value().getBytes(US_ASCII));
  }

  /** Whether it is an Argon2 hash within the maximum cost. */
  @Override
  public boolean isSupported(PasswordHash hash) {
    Matcher parts = ARGON2_HASH.matcher(hash.value());
    return parts.matches()
        && isWithin(parts.group("memory"), MAX_MEMORY_KIB)
        && isWithin(parts.group("passes"), MAX_PASSES)
        && isWithin(parts.group("lanes"), MAX_LANES)
        && Integer.parseInt(parts.group("memory")) >= 8 * Integer.parseInt(parts.group("lanes"));
  }

  private static boolean isWithin(String number, int max) {
    int value = Integer.parseInt(number);
    return value >= 1 && value <= max;
  }

  @Override
  public boolean isOutdated(PasswordHash hash) {
    return !hash.value().startsWith(PARAMETERS);
  }

  @Override
  public PasswordHash decoyHash() {
    return decoy;
  }

  @PreDestroy
  void stop() {
    queue.close();
  }

  private byte[] randomBytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  /** Encodes salt and hash in the PHC string format. */
  private static PasswordHash encode(byte[] salt, byte[] hash) {
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return new PasswordHash(
        PARAMETERS + base64.encodeToString(salt) + "$" + base64.encodeToString(hash));
  }
}
