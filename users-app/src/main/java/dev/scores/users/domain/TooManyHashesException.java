package dev.scores.users.domain;

/**
 * One client has as many passwords waiting to be hashed as it may; nothing happened. Other clients
 * are served meanwhile.
 */
public final class TooManyHashesException extends HashingBusyException {

  private static final long serialVersionUID = 1L;

  public TooManyHashesException(String message) {
    super(message);
  }
}
