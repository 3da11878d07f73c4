package dev.scores.chassis.database;

import java.sql.SQLTransientConnectionException;

/**
 * The estimated wait for a connection is too long, so none was requested. Has no stack trace and is
 * not logged, because it is an expected outcome.
 */
public final class OverloadedException extends SQLTransientConnectionException {

  private static final long serialVersionUID = 1L;

  OverloadedException() {
    super("too many callers wait for a connection");
  }

  /** Whether such an exception is a cause of the given one. */
  public static boolean isCauseOf(Throwable fault) {
    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      if (cause instanceof OverloadedException) {
        return true;
      }
    }
    return false;
  }

  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
