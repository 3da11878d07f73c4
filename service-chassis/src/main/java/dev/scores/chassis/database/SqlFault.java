package dev.scores.chassis.database;

import dev.scores.chassis.logging.RootCause;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * The root cause of a failed database operation, described for operators: PostgreSQL's message or
 * the connection failure, with the SQLSTATE (PostgreSQL manual, appendix A).
 */
record SqlFault(SQLException root) {

  /** Undefined table, column, function, object or conflict target. */
  private static final Set<String> OTHER_SCHEMA =
      Set.of("42P01", "42703", "42883", "42704", "42P10", "3F000");

  private static final String READ_ONLY = "25006";

  /**
   * The innermost SQL exception; empty if no cause is one. The cause of the pool's timeout does not
   * count: HikariCP names the last connection that it found broken, however long ago.
   */
  static Optional<SqlFault> in(Throwable fault) {
    SqlFault root = null;
    for (@Nullable Throwable cause = fault; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        root = new SqlFault(sql);
        if (root.isPoolTimeout()) {
          break;
        }
      }
    }
    return Optional.ofNullable(root);
  }

  /** Identifies the cause: faults with the same value are logged as one. */
  String cause() {
    return root.getSQLState() == null ? root.getClass().getSimpleName() : root.getSQLState();
  }

  /** What the operator has to do, for the end of a log line; empty if the cause does not say it. */
  String hint() {
    if (OTHER_SCHEMA.contains(cause())) {
      return "; the schema is missing or older than this release: run the command migrate";
    }
    return isOfReadOnlyServer(root)
        ? "; the server is a standby or read-only: DATABASE_URL must lead to the primary"
        : "";
  }

  /** Whether the server accepts no writes: a standby, or a primary that was made read-only. */
  static boolean isOfReadOnlyServer(SQLException fault) {
    return READ_ONLY.equals(fault.getSQLState());
  }

  /** Whether no connection of the pool became free in time, for whatever reason. */
  boolean isPoolTimeout() {
    return root instanceof SQLTransientConnectionException && !(root instanceof PSQLException);
  }

  /** Describes a failed attempt to connect. */
  String connectionFailure() {
    return (serverMessage().isPresent() ? "refused the connection: " : "cannot be reached: ")
        + message();
  }

  /** Describes a failed operation on a connection. */
  String operationFailure() {
    if (isPoolTimeout()) {
      return "had no free connection in time: " + root.getMessage();
    }
    return serverMessage().isPresent() ? "failed an operation: " + message() : lost();
  }

  private String lost() {
    return "lost a connection: " + message();
  }

  private String message() {
    return serverMessage().orElseGet(this::innermost)
        + Optional.ofNullable(root.getSQLState()).map(" (SQLSTATE %s)"::formatted).orElse("");
  }

  private Optional<String> serverMessage() {
    return root instanceof PSQLException postgres
        ? Optional.ofNullable(postgres.getServerErrorMessage()).map(ServerErrorMessage::getMessage)
        : Optional.empty();
  }

  private String innermost() {
    String message = RootCause.message(root);
    return RootCause.of(root) instanceof UnknownHostException ? "unknown host " + message : message;
  }
}
