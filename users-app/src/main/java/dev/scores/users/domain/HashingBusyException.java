package dev.scores.users.domain;

/** Too many passwords are being hashed. Nothing changed; a retry may succeed. */
public class HashingBusyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public HashingBusyException(String message) {
    super(message);
  }
}
