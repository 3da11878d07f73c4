package dev.scores.users.domain;

/**
 * One client has as many passwords waiting to be hashed as it may; nothing happened. Other clients
 * are served meanwhile.
 */
public final class TooManyHashes extends HashingBusy {

  private static final long serialVersionUID = 1L;

  public TooManyHashes(String message) {
    super(message);
  }
}
