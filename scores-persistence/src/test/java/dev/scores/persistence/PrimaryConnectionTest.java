package dev.scores.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.scores.devservices.DevPostgres;
import java.net.URI;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PrimaryConnectionTest {

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 3);
  private final PrimaryConnection primary = new PrimaryConnection(address(), now::get);

  private static PrimaryAddress address() {
    URI database = URI.create(DevPostgres.forTests().freshDatabase());
    String[] user = database.getUserInfo().split(":", 2);
    return new PrimaryAddress(
        "jdbc:postgresql://%s:%d%s"
            .formatted(database.getHost(), database.getPort(), database.getPath()),
        user[0],
        user[1],
        "set statement_timeout = '1900ms'; set jit = off");
  }

  @AfterEach
  void close() {
    primary.close();
  }

  private int backend() throws SQLException {
    return primary.row("select pg_backend_pid()", row -> row.getInt(1));
  }

  /** A server would go on with a query whose client has gone, as while a table is locked. */
  @Test
  void serverEndsAQueryBeforeTheClientGivesUp() throws SQLException {
    assertEquals(
        "900ms, 500ms, off",
        primary.row(
            "select concat_ws(', ', current_setting('statement_timeout'),"
                + " current_setting('lock_timeout'), current_setting('jit'))",
            row -> row.getString(1)));
  }

  @Test
  void connectionIsKept() throws SQLException {
    int first = backend();
    now.addAndGet(PrimaryConnection.LONGEST_USE.toNanos() - 1);
    assertEquals(first, backend());
  }

  @Test
  void connectionIsReplacedAfterALongUse() throws SQLException {
    int first = backend();
    now.addAndGet(PrimaryConnection.LONGEST_USE.toNanos());
    int second = backend();
    assertNotEquals(first, second);
    assertEquals(second, backend());
  }

  @Test
  void connectionToAServerThatTheReaderRejectsIsReplaced() throws SQLException {
    int first = backend();
    SQLException wrong = new SQLException("the wrong server");
    assertThrows(
        SQLException.class,
        () ->
            primary.row(
                "select 1",
                row -> {
                  throw wrong;
                }));
    assertNotEquals(first, backend());
  }

  /** As after a restart of the server. */
  @Test
  void connectionThatTheServerEndedIsReplaced() throws SQLException {
    int first = backend();
    assertThrows(
        SQLException.class,
        () ->
            primary.row("select pg_terminate_backend(pg_backend_pid())", row -> row.getBoolean(1)));
    assertNotEquals(first, backend());
  }

  @Test
  void connectionWithoutItsSessionIsClosed() throws SQLException {
    PrimaryAddress valid = address();
    PrimaryAddress invalid =
        new PrimaryAddress(
            valid.url(), valid.username(), valid.password(), "set no_such_setting = 1");
    try (PrimaryConnection broken = new PrimaryConnection(invalid);
        PrimaryConnection other = new PrimaryConnection(valid)) {
      assertThrows(SQLException.class, () -> broken.row("select 1", row -> row.getInt(1)));
      String others =
          "select count(*) from pg_stat_activity where datname = current_database()"
              + " and pid <> pg_backend_pid()";
      while (other.row(others, row -> row.getInt(1)) > 0) {
        Thread.onSpinWait();
      }
    }
  }

  /** {@code DATABASE_URL} may have the user as a parameter. */
  @Test
  void addressMayHaveTheUser() throws SQLException {
    PrimaryAddress address = address();
    String url = address.url() + "?user=" + address.username() + "&password=" + address.password();
    try (PrimaryConnection other =
        new PrimaryConnection(new PrimaryAddress(url, null, null, null))) {
      assertEquals(address.username(), other.row("select current_user", row -> row.getString(1)));
    }
  }
}
