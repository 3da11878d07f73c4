package dev.scores.users.persistence;

import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells a fault of the database from a fault of ours. */
final class UserStoreExceptions {

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

  private static final String UNIQUE_VIOLATION = "23505";

  private UserStoreExceptions() {}

  /** Whether the database is at fault; it is not where no database spoke. */
  static boolean is(Throwable fault) {
    return spoken(fault)
        .map(SQLException::getSQLState)
        .map(
            state ->
                state.length() < 2
                    || !OURS.contains(state.substring(0, 2))
                    || OF_THE_OPERATOR.contains(state))
        // Without a state nobody says that the statement is to blame.
        .orElseGet(() -> spoken(fault).isPresent());
  }

  /** Whether what should be unique is there already. */
  static boolean isTaken(Throwable fault) {
    return spoken(fault)
        .map(SQLException::getSQLState)
        .filter(UNIQUE_VIOLATION::equals)
        .isPresent();
  }

  private static Optional<SQLException> spoken(Throwable fault) {
    for (@Nullable Throwable cause = fault; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return Optional.of(sql);
      }
    }
    return Optional.empty();
  }
}
