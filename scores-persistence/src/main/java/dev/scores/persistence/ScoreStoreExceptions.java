package dev.scores.persistence;

import dev.scores.domain.ScoresUnavailable;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells a fault of the database from a fault of ours. */
final class ScoreStoreExceptions {

  /**
   * Classes of SQLSTATE (PostgreSQL manual, appendix A) that blame the statement, and so us: data
   * exception, integrity constraint violation, syntax error or access rule violation. All others
   * blame the database, its connection or its state, and another try may succeed.
   */
  private static final Set<String> OURS = Set.of("22", "23", "42");

  /**
   * Of those the ones that an operator mends: undefined table, column, function, object or conflict
   * target, because the schema is missing or older than this release; and insufficient privilege.
   */
  private static final Set<String> OF_THE_OPERATOR =
      Set.of("42P01", "42703", "42883", "42704", "42P10", "42501");

  /**
   * Data exception, integrity constraint violation, transaction rollback (a deadlock say), object
   * not in prerequisite state (a lock that was not to be had).
   */
  private static final Set<String> OF_A_ROW = Set.of("22", "23", "40", "55");

  private ScoreStoreExceptions() {}

  /** The one place where a library's exception becomes the ports'. */
  static RuntimeException asThePortHasIt(Throwable fault) {
    return is(fault)
        ? new ScoresUnavailable("the database is away", fault)
        : new IllegalStateException("the database refused a statement", fault);
  }

  /** Whether the database is at fault; it is not where no database spoke. */
  static boolean is(Throwable fault) {
    SQLException said = said(fault);
    return said != null
        && (!OURS.contains(kind(said)) || OF_THE_OPERATOR.contains(said.getSQLState()));
  }

  /** Whether a statement on many rows has failed, and changed none, by what may be one row's. */
  static boolean mayBeOfOne(Throwable fault) {
    SQLException said = said(fault);
    return said != null && OF_A_ROW.contains(kind(said));
  }

  private static @Nullable SQLException said(Throwable fault) {
    for (@Nullable Throwable cause = fault; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return sql;
      }
    }
    return null;
  }

  private static String kind(SQLException said) {
    String state = said.getSQLState();
    return state == null || state.length() < 2 ? "" : state.substring(0, 2);
  }
}
