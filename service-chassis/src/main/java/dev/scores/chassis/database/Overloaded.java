package dev.scores.chassis.database;

import java.sql.SQLTransientConnectionException;

/**
 * More is asked of the database than it can do in time, so this was not asked any more. An outcome,
 * not a fault: it has no stack trace, and nobody logs it.
 */
public final class Overloaded extends SQLTransientConnectionException {

  private static final long serialVersionUID = 1L;

  Overloaded() {
    super("too many wait for a connection");
  }

  /** Whether that is behind a fault. */
  public static boolean isCauseOf(Throwable fault) {
    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      if (cause instanceof Overloaded) {
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
