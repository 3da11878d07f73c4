package dev.scores.users.passwords;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.scores.users.domain.ClientAddress;
import dev.scores.users.domain.Password;
import dev.scores.users.domain.PasswordHash;
import dev.scores.users.domain.PasswordHashing;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * A substitute for {@link Argon2Hashing} that needs microseconds instead of 0.1 s of processor
 * time. New hashes have the same format, but contain a SHA-256 digest. Threads, queue, limits and
 * the verification of hashes with older parameters are those of the service.
 */
@Singleton
@Replaces(Argon2Hashing.class)
@Requires(property = DigestHashing.PROPERTY)
public final class DigestHashing implements PasswordHashing {

  /** Turns this bean on. */
  public static final String PROPERTY = "tests.digest-hashing";

  private static final SecureRandom RANDOM = new SecureRandom();

  private final Argon2Hashing argon2;
  private final HashingQueue queue;

  DigestHashing(PasswordSettings settings) {
    this.argon2 = new Argon2Hashing(settings);
    this.queue = new HashingQueue(settings.hashesAtOnce(), settings.maxWait());
  }

  @Override
  public PasswordHash hash(Password password, ClientAddress client) {
    return queue.run(client, () -> digest(newSalt(), password.normalized()));
  }

  @Override
  public boolean isSupported(PasswordHash hash) {
    return argon2.isSupported(hash);
  }

  @Override
  public boolean matches(Password password, PasswordHash hash, ClientAddress client) {
    if (!isSupported(hash) || isOutdated(hash)) {
      return argon2.matches(password, hash, client);
    }
    return queue.run(
        client,
        () ->
            password.spellings().stream()
                .map(spelling -> digest(salt(hash), spelling))
                .anyMatch(hash::equals));
  }

  @Override
  public boolean isOutdated(PasswordHash hash) {
    return argon2.isOutdated(hash);
  }

  @Override
  public PasswordHash decoyHash() {
    return argon2.decoyHash();
  }

  @PreDestroy
  void stop() {
    queue.close();
    argon2.stop();
  }

  /** 16 bytes in Base64 without padding. */
  private static String newSalt() {
    byte[] salt = new byte[16];
    RANDOM.nextBytes(salt);
    return Base64.getEncoder().withoutPadding().encodeToString(salt);
  }

  private static String salt(PasswordHash hash) {
    return hash.value().split("\\$", -1)[4];
  }

  private static PasswordHash digest(String salt, Password password) {
    MessageDigest digest = sha256();
    digest.update(salt.getBytes(US_ASCII));
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return new PasswordHash(
        "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
            .formatted(
                Argon2Hashing.MEMORY_KIB,
                Argon2Hashing.PASSES,
                Argon2Hashing.LANES,
                salt,
                base64.encodeToString(digest.digest(password.bytes()))));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException(absent);
    }
  }
}
