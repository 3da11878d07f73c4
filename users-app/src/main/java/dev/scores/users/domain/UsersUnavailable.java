package dev.scores.users.domain;

/**
 * The storage is away for the moment: a read has no answer, a write may have happened or not.
 * Another try may succeed.
 */
public final class UsersUnavailable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public UsersUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
