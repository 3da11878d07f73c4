package dev.scores.users.domain;

/**
 * Makes hashes of passwords and compares them, slowly on purpose. Blocks; safe for many threads, of
 * which only some are served at a time.
 *
 * <p>Every method but {@link #nobodys} throws {@link HashingBusy} where its turn does not come in
 * time.
 */
public interface PasswordHashing {

  PasswordHash hash(Password password);

  boolean matches(Password password, PasswordHash hash);

  /** A hash that no password matches, and that costs what any other costs. Does not block. */
  PasswordHash nobodys();
}
