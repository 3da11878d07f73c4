package dev.scores.chassis.settings;

/**
 * A well-formed value with which a service must not start. The message does not contain the value.
 */
public final class ForbiddenValueException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  /**
   * @param reason the problem, for the operator
   */
  public ForbiddenValueException(String reason) {
    super(reason);
  }
}
