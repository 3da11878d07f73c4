package dev.scores.chassis.settings;

/**
 * A value of the right form that a service must not start with. The message never has the value.
 */
final class ForbiddenValueException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  /**
   * @param reason what is wrong, for the operator
   */
  ForbiddenValueException(String reason) {
    super(reason);
  }
}
