package dev.scores.chassis.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import dev.scores.chassis.logging.RecordedLog;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

class SqlFaultTest {

  /** HikariCP keeps the last connection that was broken, and names it in each later timeout. */
  private final SQLException poolTimeout =
      new SQLTransientConnectionException(
          "timed out after 1000ms",
          null,
          new PSQLException("connection closed", PSQLState.CONNECTION_DOES_NOT_EXIST));

  @Test
  void poolTimeoutIsNotABrokenConnection() {
    assertEquals(
        "had no free connection in time: timed out after 1000ms",
        SqlFault.in(new IllegalStateException(poolTimeout)).orElseThrow().operationFailure());
  }

  @Test
  void poolTimeoutAddsNoLineToAnOutage() throws InterruptedException {
    DatabaseLog log = new DatabaseLog();
    log.name("database \"scores\"");
    try (RecordedLog lines = new RecordedLog(DatabaseLog.class.getName(), Level.WARN)) {
      log.connectionFailed(new SQLException("wrong password", "28P01"));
      assertTrue(log.operationFailed("GET /scores/1", poolTimeout));
      assertEquals(
          "database \"scores\" cannot be reached: wrong password (SQLSTATE 28P01)", lines.take());
      assertTrue(lines.isEmpty());
    }
  }
}
