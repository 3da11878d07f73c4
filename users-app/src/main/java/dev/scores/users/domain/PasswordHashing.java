package dev.scores.users.domain;

/**
 * Hashes and verifies passwords, slowly on purpose. Thread-safe. Blocks: only some calls run at
 * once, and clients take turns.
 *
 * <p>{@link #hash} and {@link #matches} throw {@link HashingBusyException} if they cannot start in
 * time and {@link TooManyHashesException} if the client has too many waiting; the other methods do
 * not block.
 */
public interface PasswordHashing {

  /** Hashes the password in the normalization form C. */
  PasswordHash hash(Password password, ClientAddress client);

  /** Whether the hash can be verified, at an acceptable cost. */
  boolean isSupported(PasswordHash hash);

  /**
   * Whether the hash is that of the password, normalized or, for older hashes, as given; false for
   * an unsupported hash.
   */
  boolean matches(Password password, PasswordHash hash, ClientAddress client);

  /** Whether the hash has other parameters than new hashes. */
  boolean isOutdated(PasswordHash hash);

  /** A hash that no password matches, as expensive to verify as any other. */
  PasswordHash decoyHash();
}
