package dev.scores.chassis.settings;

/**
 * A well-formed value with which a service must not start. The message does not contain the value.
 */
final class ForbiddenValueException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  /**
   * @param reason the problem, for the operator
   */
  ForbiddenValueException(String reason) {
    super(reason);
  }
}
