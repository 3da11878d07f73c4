package dev.scores.persistence;

import dev.scores.domain.ScoresUnavailable;
import java.sql.SQLException;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/** Classifies database exceptions by SQLSTATE (PostgreSQL manual, appendix A). */
final class ScoreStoreExceptions {

  /**
   * Classes that point to a defect of the statement, or to a database on which it cannot work:
   * feature not supported, data exception, integrity constraint violation, syntax error or access
   * rule violation. All others concern the database, its connection or its state, so a later
   * attempt may succeed.
   */
  private static final Set<String> STATEMENT_DEFECTS = Set.of("0A", "22", "23", "42");

  /**
   * States of these classes that an operator can repair: undefined table, column, function, object
   * or conflict target, because the schema is missing or older than this release; insufficient
   * privilege.
   */
  private static final Set<String> OPERATOR_ERRORS =
      Set.of("42P01", "42703", "42883", "42704", "42P10", "42501");

  /**
   * The feature that is not supported is the execution of a statement whose table has changed since
   * it was prepared, by a migration: an error of this function of the server. It succeeds once it
   * is prepared again.
   */
  private static final String CHANGED_RESULT = "RevalidateCachedQuery";

  /**
   * Or it is a join that Citus cannot plan, because one of the tables is distributed and the other
   * is not yet: an error of its planner.
   */
  private static final Pattern UNPLANNED_JOIN = Pattern.compile("Defer(red)?ErrorIf.+");

  /**
   * Data exception, integrity constraint violation, transaction rollback (such as a deadlock),
   * object not in prerequisite state (such as a lock that is not available).
   */
  private static final Set<String> SINGLE_ROW_ERRORS = Set.of("22", "23", "40", "55");

  private ScoreStoreExceptions() {}

  /**
   * Maps a library's exception to the ports': {@link ScoresUnavailable} if the database is at
   * fault, otherwise {@link IllegalStateException}, a defect of this program.
   */
  static RuntimeException toPortException(Throwable exception) {
    return isUnavailable(exception)
        ? new ScoresUnavailable("the database is unavailable", exception)
        : new IllegalStateException("the database rejected a statement", exception);
  }

  /** Whether the database is at fault. False without an {@link SQLException}. */
  static boolean isUnavailable(Throwable exception) {
    SQLException sql = sqlException(exception);
    return sql != null
        && (!STATEMENT_DEFECTS.contains(stateClass(sql))
            || OPERATOR_ERRORS.contains(sql.getSQLState())
            || isOfChangingTable(sql));
  }

  private static boolean isOfChangingTable(SQLException exception) {
    if (exception instanceof PSQLException postgres && postgres.getServerErrorMessage() != null) {
      String routine = String.valueOf(postgres.getServerErrorMessage().getRoutine());
      return routine.equals(CHANGED_RESULT) || UNPLANNED_JOIN.matcher(routine).matches();
    }
    return false;
  }

  /** Whether the statement itself, on these rows and tables, is at fault, and not the server. */
  static boolean isOfStatement(SQLException exception) {
    return STATEMENT_DEFECTS.contains(stateClass(exception));
  }

  /** Whether a statement was cancelled, as after the session's {@code statement_timeout}. */
  static boolean isTimeout(Throwable exception) {
    SQLException sql = sqlException(exception);
    return sql != null && "57014".equals(sql.getSQLState());
  }

  /** Whether a statement on many rows has changed nothing, and may succeed without one of them. */
  static boolean mayAffectSingleRow(Throwable exception) {
    SQLException sql = sqlException(exception);
    return sql != null && SINGLE_ROW_ERRORS.contains(stateClass(sql));
  }

  /** The innermost {@link SQLException} for operators, in one line. */
  static String describe(Throwable exception) {
    SQLException root = null;
    for (@Nullable Throwable cause = exception; cause != null; cause = cause.getCause()) {
      root = cause instanceof SQLException sql ? sql : root;
    }
    if (root == null) {
      return exception.toString();
    }
    String message = String.valueOf(root.getMessage()).lines().findFirst().orElse("");
    return root.getSQLState() == null
        ? message
        : "%s (SQLSTATE %s)".formatted(message, root.getSQLState());
  }

  private static @Nullable SQLException sqlException(Throwable exception) {
    for (@Nullable Throwable cause = exception; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return sql;
      }
    }
    return null;
  }

  private static String stateClass(SQLException exception) {
    String state = exception.getSQLState();
    return state == null || state.length() < 2 ? "" : state.substring(0, 2);
  }
}
