package dev.scores.chassis.database;

import dev.scores.chassis.logging.DependencyLog;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs faults of the database with its name, the root cause and the SQLSTATE, at most once per
 * cause and 10 s. The pool's own thread reports outages and recoveries; the code that maps an
 * exception to a status reports failed operations. Thread-safe.
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
    SqlFault.in(fault)
        .ifPresent(reason -> database.failed(reason.cause(), reason.connectionFailure()));
  }

  void connected() {
    database.succeeded();
  }

  /**
   * Reports an operation that failed.
   *
   * @param operation the request to the service: {@code GET /scores/1}
   * @return whether it was a fault of the database, so that the caller need not log it
   */
  public boolean operationFailed(String operation, Throwable fault) {
    if (OverloadedException.isCauseOf(fault)) {
      return true;
    }
    return SqlFault.in(fault).map(reason -> report(operation, reason)).isPresent();
  }

  private boolean report(String operation, SqlFault reason) {
    // During an outage the pool's own thread logs the reason.
    if (reason.isPoolTimeout() && database.isFailing()) {
      return false;
    }
    return database.report(
        reason.cause(),
        "%s%s; during %s".formatted(reason.operationFailure(), reason.hint(), operation));
  }
}
