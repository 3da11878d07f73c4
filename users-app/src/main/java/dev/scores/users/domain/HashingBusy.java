package dev.scores.users.domain;

/** Too many passwords are being hashed already; nothing happened, another try may succeed. */
public class HashingBusy extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public HashingBusy(String message) {
    super(message);
  }
}
