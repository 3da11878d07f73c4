package dev.scores.chassis.http;

/**
 * An id in a path is none. What that is answered with, a service's {@link ExceptionMapper} says.
 */
public final class InvalidIdException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  InvalidIdException() {
    super("an id is digits without a leading zero", null, false, false);
  }
}
