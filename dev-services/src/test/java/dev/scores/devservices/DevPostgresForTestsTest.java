package dev.scores.devservices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DevPostgresForTestsTest {

  private final DevPostgres postgres = DevPostgres.forTests();

  @Test
  void hasTheChosenVersionAnd300Connections() throws Exception {
    var url = postgres.database("settings");
    assertTrue(
        Sql.query(url, "show server_version").startsWith(EmbeddedServer.majorVersion() + "."));
    assertTrue(Integer.parseInt(Sql.query(url, "show max_connections")) >= 300);
  }

  @Test
  void localeDoesNotDependOnTheMachine() throws SQLException {
    var url = postgres.database("settings");
    assertEquals("UTF8", Sql.query(url, "show server_encoding"));
    assertEquals("C", Sql.query(url, "show lc_messages"));
    assertEquals("zoë@ähre.example", Sql.query(url, "select lower('ZOË@ÄHRE.example')"));
    assertEquals("true", Sql.query(url, "select ('B' < 'a')::text"));
  }

  @Test
  void closeLeavesTheSharedServerRunning() throws SQLException {
    DevPostgres.forTests().close();
    assertSame(postgres, DevPostgres.forTests());
    assertEquals("1", Sql.query(postgres.database("still_there"), "select 1"));
  }

  @Test
  void secondCallReturnsTheExistingDatabase() throws SQLException {
    var url = postgres.database("kept");
    Sql.execute(url, "create table fact as select 42 as value");
    assertEquals(url, postgres.database("kept"));
    assertEquals("42", Sql.query(url, "select value from fact"));
  }

  @Test
  void concurrentCallsCreateOneDatabase() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var addresses =
          IntStream.range(0, 8)
              .mapToObj(i -> threads.submit(() -> postgres.database("popular")))
              .toList();
      for (var address : addresses) {
        assertEquals("1", Sql.query(address.get(), "select 1"));
      }
    }
  }

  @Test
  void freshDatabasesAreDistinct() {
    assertNotEquals(postgres.freshDatabase(), postgres.freshDatabase());
  }

  @Test
  void copyHasTheContentAndIsIndependent() throws SQLException {
    var original = postgres.freshDatabase();
    Sql.execute(original, "create table fact as select 42 as value");
    var copy = postgres.freshCopy(original);
    assertEquals("42", Sql.query(copy, "select value from fact"));
    Sql.execute(copy, "drop table fact");
    assertEquals("42", Sql.query(original, "select value from fact"));
  }

  @Test
  void addressHasTheFormatOfDatabaseUrl() {
    var url = postgres.database("shape");
    assertTrue(url.matches("postgres://[^:@/]+:[^:@/]+@[^:@/]+:[0-9]+/shape"), url);
  }

  @Test
  void reservedWordIsAValidName() throws SQLException {
    assertEquals("1", Sql.query(postgres.database("user"), "select 1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Scores", "1st", "a-b", "a;drop database scores", "ä"})
  void invalidNameIsRejected(String name) {
    assertThrows(IllegalArgumentException.class, () -> postgres.database(name));
  }
}
