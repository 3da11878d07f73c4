package dev.scores.persistence;

import dev.scores.domain.ScoresUnavailable;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells a fault of the database from a fault of ours. */
final class DatabaseFault {

  /**
   * Classes of SQLSTATE (PostgreSQL manual, appendix A) that blame the statement, and so us: data
   * exception, integrity constraint violation, syntax error or access rule violation. All others
   * blame the database, its connection or its state, and another try may succeed.
   */
  private static final Set<String> OURS = Set.of("22", "23", "42");

  private DatabaseFault() {}

  /** The one place where a library's exception becomes the ports'. */
  static RuntimeException asThePortHasIt(RuntimeException fault) {
    return is(fault)
        ? new ScoresUnavailable("the database is away", fault)
        : new IllegalStateException("the database refused a statement", fault);
  }

  /** Whether the database is at fault; it is not where no database spoke. */
  static boolean is(Throwable fault) {
    for (@Nullable Throwable cause = fault; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        String state = sql.getSQLState();
        return state == null || state.length() < 2 || !OURS.contains(state.substring(0, 2));
      }
    }
    return false;
  }
}
