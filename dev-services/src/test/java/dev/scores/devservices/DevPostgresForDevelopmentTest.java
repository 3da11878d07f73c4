package dev.scores.devservices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevPostgresForDevelopmentTest {

  @TempDir static Path parent;

  // Unpacked and created once, because that takes seconds. Tests of a first start do not use it.
  private static Path stopped;

  private Path directory;

  @BeforeAll
  static void startAndStop() {
    stopped = parent.resolve("stopped");
    DevPostgres.forDevelopment(stopped).close();
  }

  @BeforeEach
  void createDirectory() throws IOException {
    directory = Files.createTempDirectory(parent, "");
  }

  /** Creates the directory of a server that was started before, except for its port. */
  private static void copyStoppedServer(Path target) throws IOException {
    Files.createDirectories(target);
    linkBinaries(target);
    var cluster = stopped.resolve("cluster");
    try (var files = Files.walk(cluster)) {
      for (Path file : files.toList()) {
        var copy = target.resolve("cluster").resolve(cluster.relativize(file));
        Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  /**
   * If an earlier test of this JVM has unpacked the binaries elsewhere, each child unpacks its own.
   */
  private static void linkBinaries(Path target) throws IOException {
    var binaries = stopped.resolve("binaries");
    if (Files.exists(binaries)) {
      Files.createSymbolicLink(target.resolve("binaries"), binaries);
    }
  }

  @Test
  void writesAreDurable() throws Exception {
    copyStoppedServer(directory);
    try (var postgres = DevPostgres.forDevelopment(directory)) {
      var url = postgres.database("settings");
      assertEquals("on", Sql.query(url, "show fsync"));
      assertEquals("on", Sql.query(url, "show synchronous_commit"));
      assertEquals("on", Sql.query(url, "show full_page_writes"));
    }
  }

  @Test
  void restartKeepsDataAndPort() throws Exception {
    copyStoppedServer(directory);
    String before;
    try (var postgres = DevPostgres.forDevelopment(directory)) {
      before = postgres.database("kept");
      Sql.execute(before, "create table fact as select 42 as value");
    }
    try (var postgres = DevPostgres.forDevelopment(directory)) {
      assertEquals(before, postgres.database("kept"));
      assertEquals("42", Sql.query(before, "select value from fact"));
    }
  }

  @Test
  void takenPortIsReplacedAndTheNewOneKept() throws Exception {
    copyStoppedServer(directory);
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
  void dataSurvivesAKilledJvm() throws Exception {
    copyStoppedServer(directory);
    try (var jvm = ChildJvm.of(DevelopmentServerMain.class, directory)) {
      jvm.outputUntil("written");
      jvm.kill();
    }
    var leftover = ProcessHandle.of(postmaster()).orElseThrow();
    assertTrue(leftover.isAlive());

    try (var postgres = DevPostgres.forDevelopment(directory)) {
      assertEquals(Optional.empty(), leftover.info().commandLine());
      assertEquals("42", Sql.query(postgres.database("kept"), "select value from fact"));
    }
  }

  @Test
  void leftoverServerOfAMovedDirectoryIsStopped() throws Exception {
    var before = directory.resolve("before");
    copyStoppedServer(before);
    try (var jvm = ChildJvm.of(DevelopmentServerMain.class, before)) {
      jvm.outputUntil("written");
      jvm.kill();
    }
    var after = Files.move(before, directory.resolve("after"));
    try (var postgres = DevPostgres.forDevelopment(after)) {
      assertEquals("42", Sql.query(postgres.database("kept"), "select value from fact"));
    }
  }

  @Test
  void otherProcessWithAStalePidIsNotStopped() throws Exception {
    copyStoppedServer(directory);
    var other = new ProcessBuilder("sleep", "600").start();
    try {
      Files.write(
          directory.resolve("cluster/postmaster.pid"),
          List.of(
              Long.toString(other.pid()),
              directory.resolve("cluster").toString(),
              "1700000000",
              "5433",
              "/tmp",
              "localhost"));
      DevPostgres.forDevelopment(directory).close();
      assertTrue(other.isAlive());
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  void interruptedFirstStartIsRepeated() throws Exception {
    Files.createDirectories(directory.resolve("cluster-unfinished/base"));
    Files.writeString(directory.resolve("cluster-unfinished/postgresql.conf"), "half a file");
    Files.createDirectories(directory.resolve("binaries/PG-unfinished/bin"));
    try (var postgres = DevPostgres.forDevelopment(directory)) {
      assertEquals("1", Sql.query(postgres.database("kept"), "select 1"));
    }
    assertFalse(Files.exists(directory.resolve("cluster-unfinished")));
    assertFalse(Files.exists(directory.resolve("binaries/PG-unfinished")));
  }

  @Test
  void failedStartReportsTheReason() throws Exception {
    var foreignFile = Files.createDirectories(directory.resolve("cluster")).resolve("notes.txt");
    Files.writeString(foreignFile, "not a cluster");
    linkBinaries(directory);
    var exception =
        assertThrows(StartupException.class, () -> DevPostgres.forDevelopment(directory));
    assertTrue(exception.getMessage().contains("exists but is not empty"), exception.getMessage());
    Files.delete(foreignFile);
    DevPostgres.forDevelopment(directory).close();
  }

  private long postmaster() throws Exception {
    var lines = Files.readAllLines(directory.resolve("cluster/postmaster.pid"));
    return Long.parseLong(lines.getFirst());
  }
}
