package dev.scores.devservices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevPostgresForDevelopmentTest {

  @TempDir Path directory;

  @Test
  void itIsDurable() throws Exception {
    try (var postgres = DevPostgres.forDevelopment(directory)) {
      var url = postgres.database("settings");
      assertEquals("on", Sql.ask(url, "show fsync"));
      assertEquals("on", Sql.ask(url, "show synchronous_commit"));
      assertEquals("on", Sql.ask(url, "show full_page_writes"));
    }
  }

  @Test
  void dataAndPortOutliveARestart() throws Exception {
    String before;
    try (var postgres = DevPostgres.forDevelopment(directory)) {
      before = postgres.database("kept");
      Sql.execute(before, "create table fact as select 42 as it");
    }
    try (var postgres = DevPostgres.forDevelopment(directory)) {
      assertEquals(before, postgres.database("kept"));
      assertEquals("42", Sql.ask(before, "select it from fact"));
    }
  }

  @Test
  void aTakenPortIsLeftToItsOwnerAndTheNewOneRemembered() throws Exception {
    int before = start();
    int instead;
    try (var owner = new ServerSocket(before)) {
      assertTrue(owner.isBound());
      instead = start();
      assertNotEquals(before, instead);
    }
    assertEquals(instead, start());
  }

  private int start() {
    try (var postgres = DevPostgres.forDevelopment(directory)) {
      return URI.create(postgres.database("scores")).getPort();
    }
  }

  @Test
  void dataSurvivesAKillOfTheJvm() throws Exception {
    try (var jvm = ChildJvm.of(DevelopmentServerMain.class, directory)) {
      jvm.outputUntil("written");
      jvm.kill();
    }
    var leftRunning = ProcessHandle.of(postmaster()).orElseThrow();
    assertTrue(leftRunning.isAlive());

    try (var postgres = DevPostgres.forDevelopment(directory)) {
      assertEquals(Optional.empty(), leftRunning.info().commandLine());
      assertEquals("42", Sql.ask(postgres.database("kept"), "select it from fact"));
    }
  }

  @Test
  void aServerThatIsLeftRunningIsFoundAlsoWhereItsDirectoryWasMoved() throws Exception {
    var before = directory.resolve("before");
    try (var jvm = ChildJvm.of(DevelopmentServerMain.class, before)) {
      jvm.outputUntil("written");
      jvm.kill();
    }
    var after = Files.move(before, directory.resolve("after"));
    try (var postgres = DevPostgres.forDevelopment(after)) {
      assertEquals("42", Sql.ask(postgres.database("kept"), "select it from fact"));
    }
  }

  @Test
  void aSecondServerOnTheSameDirectoryIsRefusedAndTheFirstUnharmed() throws Exception {
    try (var jvm = ChildJvm.of(DevelopmentServerMain.class, directory)) {
      var first = jvm.outputUntil("written").replaceAll("(?s).*written to (\\S+)\\s*", "$1");
      var refusal =
          assertThrows(StartupException.class, () -> DevPostgres.forDevelopment(directory));
      assertTrue(refusal.getMessage().matches(".* is in use by process [0-9]+\\. .*"));
      assertEquals("42", Sql.ask(first, "select it from fact"));
      jvm.kill();
    }
    DevPostgres.forDevelopment(directory).close();
  }

  @Test
  void theSameJvmIsRefusedASecondServerToo() throws Exception {
    try (var postgres = DevPostgres.forDevelopment(directory)) {
      assertThrows(StartupException.class, () -> DevPostgres.forDevelopment(directory));
      assertThrows(StartupException.class, () -> DevPostgres.forDevelopment(directory));
      assertEquals("1", Sql.ask(postgres.database("kept"), "select 1"));
    }
  }

  @Test
  void aProcessThatHasGotTheNumberOfADeadServerIsLetAlone() throws Exception {
    DevPostgres.forDevelopment(directory).close();
    var somebody = new ProcessBuilder("sleep", "600").start();
    try {
      Files.write(
          directory.resolve("cluster/postmaster.pid"),
          List.of(
              Long.toString(somebody.pid()),
              directory.resolve("cluster").toString(),
              "1700000000",
              "5433",
              "/tmp",
              "localhost"));
      DevPostgres.forDevelopment(directory).close();
      assertTrue(somebody.isAlive());
    } finally {
      somebody.destroyForcibly();
    }
  }

  @Test
  void aFirstStartThatWasKilledHalfWayIsBegunAnew() throws Exception {
    Files.createDirectories(directory.resolve("cluster-unfinished/base"));
    Files.writeString(directory.resolve("cluster-unfinished/postgresql.conf"), "half a file");
    Files.createDirectories(directory.resolve("binaries/PG-unfinished/bin"));
    try (var postgres = DevPostgres.forDevelopment(directory)) {
      assertEquals("1", Sql.ask(postgres.database("kept"), "select 1"));
    }
    assertFalse(Files.exists(directory.resolve("cluster-unfinished")));
    assertFalse(Files.exists(directory.resolve("binaries/PG-unfinished")));
  }

  @Test
  void aServerThatDoesNotStartSaysWhyAndGivesTheDirectoryBack() throws Exception {
    var somebodys = Files.createDirectories(directory.resolve("cluster")).resolve("notes.txt");
    Files.writeString(somebodys, "not a cluster");
    var refusal = assertThrows(StartupException.class, () -> DevPostgres.forDevelopment(directory));
    assertTrue(refusal.getMessage().contains("exists but is not empty"), refusal.getMessage());
    Files.delete(somebodys);
    DevPostgres.forDevelopment(directory).close();
  }

  private long postmaster() throws Exception {
    var lines = Files.readAllLines(directory.resolve("cluster/postmaster.pid"));
    return Long.parseLong(lines.getFirst());
  }
}
