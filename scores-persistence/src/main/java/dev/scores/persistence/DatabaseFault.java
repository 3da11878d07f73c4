package dev.scores.persistence;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells a fault of the database that passes from a fault of ours. */
final class DatabaseFault {

  /**
   * Classes of SQLSTATE (PostgreSQL manual, appendix A) where another try may succeed: connection,
   * transaction rollback, insufficient resources, object not in the prerequisite state (lock
   * time-out), operator intervention, system error; and 25, which a standby answers a write with.
   */
  private static final Set<String> PASSING = Set.of("08", "25", "40", "53", "55", "57", "58");

  private DatabaseFault() {}

  static boolean isPassing(Throwable fault) {
    for (@Nullable Throwable cause = fault; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && isPassing(sql)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isPassing(SQLException fault) {
    String state = fault.getSQLState();
    return fault instanceof SQLTransientException
        || fault instanceof SQLRecoverableException
        || (state != null && state.length() == 5 && PASSING.contains(state.substring(0, 2)));
  }
}
