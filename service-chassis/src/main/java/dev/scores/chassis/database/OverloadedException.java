package dev.scores.chassis.database;

import java.sql.SQLTransientConnectionException;

/**
 * More is asked of the database than it can do in time, so this was not asked any more. An outcome,
 * not a fault: it has no stack trace, and nobody logs it.
 */
public final class OverloadedException extends SQLTransientConnectionException {

  private static final long serialVersionUID = 1L;

  OverloadedException() {
    super("too many wait for a connection");
  }

  /** Whether that is behind a fault. */
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
