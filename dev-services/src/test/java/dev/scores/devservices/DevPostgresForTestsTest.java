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
  void itIsPostgres17WithRoomForManyConnections() throws SQLException {
    var url = postgres.database("settings");
    assertTrue(Sql.ask(url, "show server_version").startsWith("17."));
    assertTrue(Integer.parseInt(Sql.ask(url, "show max_connections")) >= 300);
  }

  @Test
  void textIsUnicodeAndMessagesAreEnglishWhateverTheMachine() throws SQLException {
    var url = postgres.database("settings");
    assertEquals("UTF8", Sql.ask(url, "show server_encoding"));
    assertEquals("C", Sql.ask(url, "show lc_messages"));
    assertEquals("zoë@ähre.example", Sql.ask(url, "select lower('ZOË@ÄHRE.example')"));
    assertEquals("true", Sql.ask(url, "select ('B' < 'a')::text"));
  }

  @Test
  void allCallersShareAServerThatStaysOpen() throws SQLException {
    DevPostgres.forTests().close();
    assertSame(postgres, DevPostgres.forTests());
    assertEquals("1", Sql.ask(postgres.database("still_there"), "select 1"));
  }

  @Test
  void aDatabaseIsMadeOnceAndKeepsWhatIsInIt() throws SQLException {
    var url = postgres.database("kept");
    Sql.execute(url, "create table fact as select 42 as it");
    assertEquals(url, postgres.database("kept"));
    assertEquals("42", Sql.ask(url, "select it from fact"));
  }

  @Test
  void aDatabaseWantedByManyAtOnceIsMadeOnce() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers =
          IntStream.range(0, 8)
              .mapToObj(i -> threads.submit(() -> postgres.database("popular")))
              .toList();
      for (var answer : answers) {
        assertEquals("1", Sql.ask(answer.get(), "select 1"));
      }
    }
  }

  @Test
  void freshDatabaseIsNotShared() {
    assertNotEquals(postgres.freshDatabase(), postgres.freshDatabase());
  }

  @Test
  void theAddressHasTheFormOfADatabaseUrl() {
    var url = postgres.database("shape");
    assertTrue(url.matches("postgres://[^:@/]+:[^:@/]+@[^:@/]+:[0-9]+/shape"), url);
  }

  @Test
  void aWordOfSqlIsANameLikeAnyOther() throws SQLException {
    assertEquals("1", Sql.ask(postgres.database("user"), "select 1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Scores", "1st", "a-b", "a;drop database scores", "ä"})
  void whatIsNoPlainNameIsRefused(String name) {
    assertThrows(IllegalArgumentException.class, () -> postgres.database(name));
  }
}
