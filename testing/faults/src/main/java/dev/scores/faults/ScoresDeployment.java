package dev.scores.faults;

import dev.scores.devservices.ServiceProcess;
import java.sql.SQLException;
import java.util.List;

/** A scores service on its own PostgreSQL server, with the shared users service. */
record ScoresDeployment(DebianPostgres postgres, ServiceProcess scores, UsersDeployment users) {

  /** The name of the service's database. */
  static final String DATABASE = "scores";

  /** Creates clients that write scores, each with its own exercises. */
  List<ScoreWriter> writers(
      int number, ExchangeLog exchangeLog, WriteLog writeLog, ResourceScope scope) {
    return users.writers(0, number, scores.uri(), exchangeLog, writeLog, scope);
  }

  /** Compares the writes with the table. No client may be writing. */
  Audit audit(WriteLog writeLog) throws SQLException {
    try (var connection = postgres.connect(DATABASE)) {
      return writeLog.audit(StoredScore.all(connection));
    }
  }
}
