package dev.scores.domain;

/**
 * The storage is away for the moment: a read has no answer, a write may have happened or not.
 * Another try may succeed.
 */
public final class ScoresUnavailable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public ScoresUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
