package dev.scores.chassis.database;

import dev.scores.chassis.logging.DependencyLog;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place where faults of the database are logged, with database, root cause and SQLSTATE, at
 * most once per cause and 10 s. The pool's own thread reports that the database cannot be reached,
 * and that it can again; the place where a fault becomes a status reports failed operations. Safe
 * for many threads.
 */
@Singleton
public final class DatabaseLog {

  private static final Logger LOG = LoggerFactory.getLogger(DatabaseLog.class);

  private volatile DependencyLog database = new DependencyLog(LOG, "database");

  /**
   * @param database its name and address, without secrets: {@code database "scores" at db:5432}
   */
  void name(String database) {
    this.database = new DependencyLog(LOG, database);
  }

  void connectionFailed(SQLException fault) {
    SqlFault.in(fault).ifPresent(reason -> database.failed(reason.cause(), reason.ofConnecting()));
  }

  void connected() {
    database.succeeded();
  }

  /**
   * Reports an operation that the database did not do.
   *
   * @param operation what was asked of the service: {@code GET /scores/1}
   * @return whether it was a fault of the database, so that there is nothing left to log
   */
  public boolean operationFailed(String operation, Throwable fault) {
    if (OverloadedException.isCauseOf(fault)) {
      return true;
    }
    return SqlFault.in(fault).map(reason -> report(operation, reason)).isPresent();
  }

  private boolean report(String operation, SqlFault reason) {
    // While no connection can be made the pool's own thread says why.
    if (reason.isPoolTimeout() && database.isFailing()) {
      return false;
    }
    String hint =
        reason.isOfAnotherSchema()
            ? "; the schema is missing or older than this release: run the command migrate"
            : "";
    return database.report(
        reason.cause(), "%s%s; during %s".formatted(reason.ofOperation(), hint, operation));
  }
}
