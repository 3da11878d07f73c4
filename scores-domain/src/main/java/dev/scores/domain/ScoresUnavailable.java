package dev.scores.domain;

/**
 * The storage cannot be reached at the moment. A write may have happened or not. A retry may
 * succeed.
 */
public final class ScoresUnavailable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public ScoresUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
