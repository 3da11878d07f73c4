package dev.scores.users.domain;

/**
 * Makes hashes of passwords and compares them, slowly on purpose. Blocks; safe for many threads, of
 * which only some are served at a time, each client's in turn.
 *
 * <p>{@link #hash} and {@link #matches} throw {@link HashingBusyException} where their turn does
 * not come in time and {@link TooManyHashesException} where the client has too many waiting; the
 * others do not block.
 */
public interface PasswordHashing {

  /** A hash of the password in the normalization form C. */
  PasswordHash hash(Password password, ClientAddress client);

  /** Whether the hash is of a kind that can be verified at a cost that can be afforded. */
  boolean isSupported(PasswordHash hash);

  /**
   * Whether the hash is of the password, normalized or, as older ones are, as it is shown; never
   * where it is not supported.
   */
  boolean matches(Password password, PasswordHash hash, ClientAddress client);

  /** Whether the hash was made with other parameters than hashes are made with now. */
  boolean isOutdated(PasswordHash hash);

  /** A hash that no password matches, and that costs what any other costs. */
  PasswordHash nobodys();
}
