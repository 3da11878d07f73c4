package dev.scores.users.persistence;

import dev.scores.users.domain.UsersUnavailable;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/** Classifies database exceptions by SQLSTATE. */
final class UserStoreExceptions {

  /**
   * SQLSTATE classes (PostgreSQL manual, appendix A) of errors in the statement, or of a database
   * on which it cannot work: feature not supported, data exception, integrity constraint violation,
   * syntax error or access rule violation. All others concern the database, its connection or its
   * state, and a retry may succeed.
   */
  private static final Set<String> STATEMENT_ERRORS = Set.of("0A", "22", "23", "42");

  /**
   * Exceptions to these, which an operator can fix: undefined table, column, function, object or
   * conflict target, because the schema is missing or older than this release; and insufficient
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

  private static final String UNIQUE_VIOLATION = "23505";

  private UserStoreExceptions() {}

  /** Converts exceptions of the libraries to those of the ports. */
  static RuntimeException toPortException(Exception fault) {
    return isUnavailable(fault)
        ? new UsersUnavailable("the database is unavailable", fault)
        : new IllegalStateException("the database rejected a statement", fault);
  }

  /** Whether the database is unavailable or misconfigured; false without an SQL exception. */
  static boolean isUnavailable(Throwable fault) {
    return sqlException(fault).filter(UserStoreExceptions::isOfDatabase).isPresent();
  }

  private static boolean isOfDatabase(SQLException fault) {
    String state = fault.getSQLState();
    // Without a SQLSTATE, nothing indicates an error in the statement.
    return state == null
        || state.length() < 2
        || !STATEMENT_ERRORS.contains(state.substring(0, 2))
        || OPERATOR_ERRORS.contains(state)
        || isOfChangedResult(fault);
  }

  private static boolean isOfChangedResult(SQLException fault) {
    return fault instanceof PSQLException postgres
        && postgres.getServerErrorMessage() != null
        && CHANGED_RESULT.equals(postgres.getServerErrorMessage().getRoutine());
  }

  /** Whether a unique constraint was violated. */
  static boolean isTaken(Throwable fault) {
    return sqlException(fault)
        .map(SQLException::getSQLState)
        .filter(UNIQUE_VIOLATION::equals)
        .isPresent();
  }

  private static Optional<SQLException> sqlException(Throwable fault) {
    for (@Nullable Throwable cause = fault; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return Optional.of(sql);
      }
    }
    return Optional.empty();
  }
}
