package dev.scores.chassis.http;

/** A malformed id in a path. The service's {@link ExceptionMapper} maps it to a response. */
public final class InvalidIdException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  InvalidIdException() {
    super("an id must consist of digits without a leading zero", null, false, false);
  }
}
