package dev.scores.persistence;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Two PostgreSQL servers: a primary and a streaming standby, whose replay can be paused. */
final class StreamingPair implements AutoCloseable {

  private final EmbeddedPostgres primary;
  private final EmbeddedPostgres standby;
  private final Path standbyDirectory;

  private StreamingPair(EmbeddedPostgres primary, EmbeddedPostgres standby, Path standbyDirectory) {
    this.primary = primary;
    this.standby = standby;
    this.standbyDirectory = standbyDirectory;
  }

  /** Starts both in the directory. */
  static StreamingPair start(Path directory) throws IOException {
    Path original = directory.resolve("primary");
    Path copy = directory.resolve("standby");
    builder(original).start().close();
    copy(original, copy);
    EmbeddedPostgres primary = builder(original).start();
    Files.writeString(
        copy.resolve("postgresql.auto.conf"),
        "primary_conninfo = 'host=127.0.0.1 port=%d user=postgres'%n".formatted(primary.getPort()),
        StandardOpenOption.APPEND);
    Files.createFile(copy.resolve("standby.signal"));
    return new StreamingPair(primary, builder(copy).start(), copy);
  }

  private static EmbeddedPostgres.Builder builder(Path cluster) {
    return EmbeddedPostgres.builder()
        .setDataDirectory(cluster)
        .setCleanDataDirectory(false)
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("max_connections", "40")
        .setLocaleConfig("locale", "C")
        .setLocaleConfig("lc-messages", "C");
  }

  private static void copy(Path from, Path to) throws IOException {
    List<Path> all;
    try (Stream<Path> found = Files.walk(from)) {
      all = found.toList();
    }
    for (Path file : all) {
      Files.copy(file, to.resolve(from.relativize(file).toString()));
    }
    Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rwx------"));
  }

  /** The adapters on a migrated database of the primary. */
  ScoresTestDatabase onPrimary(Map<String, Object> more) {
    return ScoresTestDatabase.at(address(primary), more);
  }

  /** The adapters on the same database of the standby. */
  ScoresTestDatabase onStandby() {
    return ScoresTestDatabase.unmigrated(address(standby), Map.of());
  }

  URI standbyAddress() {
    return address(standby);
  }

  /** Returns when the standby has replayed all that the primary has written. */
  void awaitReplay() {
    String written = text(primary, "select pg_current_wal_lsn()::text");
    while (!text(standby, "select (pg_last_wal_replay_lsn() >= '%s')::text".formatted(written))
        .equals("true")) {
      Thread.onSpinWait();
    }
  }

  /** From now on the standby shows a state of the past. */
  void pauseReplay() {
    text(standby, "select pg_wal_replay_pause()::text");
    while (!text(standby, "select pg_get_wal_replay_pause_state()").equals("paused")) {
      Thread.onSpinWait();
    }
  }

  void resumeReplay() {
    text(standby, "select pg_wal_replay_resume()::text");
  }

  void stopStandby() throws IOException {
    standby.close();
  }

  /** The standby accepts writes from now on, and the primary goes on. */
  void promoteStandby() {
    text(standby, "select cast(pg_promote(true, 600) as text)");
  }

  /** Suspends all processes of the standby: the kernel accepts connections, nothing responds. */
  void freezeStandby() throws IOException, InterruptedException {
    signal("-STOP");
  }

  void thawStandby() throws IOException, InterruptedException {
    signal("-CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    long postmaster =
        Long.parseLong(Files.readAllLines(standbyDirectory.resolve("postmaster.pid")).getFirst());
    List<String> command = new ArrayList<>(List.of("kill", name, Long.toString(postmaster)));
    ProcessHandle.of(postmaster)
        .orElseThrow()
        .descendants()
        .forEach(process -> command.add(Long.toString(process.pid())));
    new ProcessBuilder(command).start().waitFor();
  }

  private static String text(EmbeddedPostgres server, String sql) {
    try (var connection = server.getPostgresDatabase().getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return String.valueOf(rows.getString(1));
    } catch (SQLException fault) {
      throw new IllegalStateException(sql, fault);
    }
  }

  private static URI address(EmbeddedPostgres server) {
    return URI.create(
        "postgres://postgres:postgres@127.0.0.1:%d/postgres".formatted(server.getPort()));
  }

  @Override
  public void close() throws IOException {
    standby.close();
    primary.close();
  }
}
