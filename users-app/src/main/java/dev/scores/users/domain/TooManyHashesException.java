package dev.scores.users.domain;

/**
 * One client has too many passwords waiting to be hashed. Nothing changed; other clients are not
 * affected.
 */
public final class TooManyHashesException extends HashingBusyException {

  private static final long serialVersionUID = 1L;

  public TooManyHashesException(String message) {
    super(message);
  }
}
