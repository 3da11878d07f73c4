package dev.scores.users.domain;

/**
 * The storage is temporarily unavailable. A write may or may not have happened. A retry may
 * succeed.
 */
public final class UsersUnavailable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public UsersUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
