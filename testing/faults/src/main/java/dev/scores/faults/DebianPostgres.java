package dev.scores.faults;

import dev.scores.devservices.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A server of Debian's PostgreSQL package with {@code fsync} on, in its own directory and on its
 * own port, with methods to break and repair it. Services connect as {@value #SERVICE}, the drills
 * as {@value #OPERATOR}, which no fault locks out.
 */
final class DebianPostgres implements AutoCloseable {

  static final String OPERATOR = "operator";
  static final String SERVICE = "service";
  private static final String CONNECTION_HOLDER = "connection_holder";

  private static final Duration TIME_TO_START = Duration.ofSeconds(60);

  private final PostgresPrograms programs;
  private final String name;
  private final Path parent;
  private final Path directory;
  private final int port;

  private DebianPostgres(PostgresPrograms programs, String name, Path parent) {
    this(programs, name, parent, Ports.anyFree());
  }

  private DebianPostgres(PostgresPrograms programs, String name, Path parent, int port) {
    this.programs = programs;
    this.name = name;
    this.parent = parent;
    this.directory = directory(parent, name);
    this.port = port;
  }

  /**
   * Creates and starts a server that has the role {@value #SERVICE} but no application database.
   *
   * @param settings lines for {@code postgresql.conf}
   */
  static DebianPostgres start(Path parent, String name, String... settings)
      throws InterruptedException {
    var server = new DebianPostgres(PostgresPrograms.find(), name, parent);
    server.programs.make(server.directory);
    server.programs.run(
        "initdb",
        "-D",
        server.data().toString(),
        "-U",
        OPERATOR,
        "--auth=trust",
        "--no-instructions");
    server.configure(settings);
    server.start();
    server.execute("create role " + SERVICE + " login");
    server.execute("create role " + CONNECTION_HOLDER + " login");
    return server;
  }

  /** Creates and starts a streaming standby of this server. */
  DebianPostgres standby(String itsName) throws InterruptedException {
    var standby = new DebianPostgres(programs, itsName, parent);
    programs.make(standby.directory);
    String primary =
        "host=127.0.0.1 port=%d user=%s application_name=%s".formatted(port, OPERATOR, itsName);
    programs.run(
        "pg_basebackup",
        "-D",
        standby.data().toString(),
        "-d",
        primary,
        "-R",
        "-X",
        "stream",
        "-c",
        "fast");
    standby.configure();
    standby.start();
    return standby;
  }

  /** Fills an empty data directory from a backup. */
  interface Restore {
    void into(Path data) throws InterruptedException;
  }

  /**
   * Starts a server on a backup, at the address of this one, which has ended. Returns it once it
   * has replayed the log and accepts writes.
   *
   * @param settings lines for {@code postgresql.conf}
   */
  DebianPostgres successor(String itsName, Restore backup, String... settings)
      throws InterruptedException {
    return restored(new DebianPostgres(programs, itsName, parent, port), backup, settings);
  }

  /** As {@link #successor}, but beside this server. */
  DebianPostgres sibling(String itsName, Restore backup, String... settings)
      throws InterruptedException {
    return restored(new DebianPostgres(programs, itsName, parent), backup, settings);
  }

  private static DebianPostgres restored(DebianPostgres server, Restore backup, String... settings)
      throws InterruptedException {
    server.programs.make(server.directory);
    server.programs.make(server.data());
    backup.into(server.data());
    server.configure(settings);
    server.start();
    Await.until(
        server.name + " to leave recovery",
        TIME_TO_START,
        () -> server.queryNumber("select cast(not pg_is_in_recovery() as integer)") == 1);
    return server;
  }

  /** Makes the standby synchronous: commits wait until it has the write. */
  void makeSynchronous(String standby) throws InterruptedException {
    execute("alter system set synchronous_standby_names = '%s'".formatted(standby));
    reload();
    Await.until(
        standby + " to become synchronous",
        TIME_TO_START,
        () ->
            queryNumber("select count(*) from pg_stat_replication where sync_state = 'sync'") == 1);
  }

  private void configure(String... settings) {
    append(
        "postgresql.conf",
        """
        port = %d
        listen_addresses = '127.0.0.1'
        unix_socket_directories = '%s'
        fsync = on
        synchronous_commit = on
        max_connections = 60
        """
                .formatted(port, directory)
            + String.join("\n", settings)
            + "\n");
    allowService();
  }

  /** Returns the {@code System.nanoTime()} of the first successful query. */
  long start() throws InterruptedException {
    programs.run("pg_ctl", "-D", data().toString(), "-l", log().toString(), "-W", "start");
    return Await.until(name + " to start", TIME_TO_START, this::responds);
  }

  /** Stops the server and closes all connections ({@code -m fast}). */
  void stopFast() throws InterruptedException {
    programs.run("pg_ctl", "-D", data().toString(), "-m", "fast", "-w", "stop");
  }

  /** Kills the server with SIGKILL: a crash, except that the kernel keeps its buffers. */
  void kill() throws InterruptedException {
    var all = processes();
    Signal.KILL.to(all.getFirst());
    // The server cannot start before the orphaned child processes have ended.
    Await.until(
        name + " to end", TIME_TO_START, () -> all.stream().noneMatch(ProcessHandle::isAlive));
  }

  /** Suspends all processes: the kernel still accepts connections, but nothing responds. */
  void freeze() throws InterruptedException {
    // The postmaster first: it forks the others.
    Signal.STOP.to(processes().getFirst());
    Signal.STOP.to(processes().stream());
  }

  /** Returns the {@code System.nanoTime()} of the first successful query. */
  long thaw() throws InterruptedException {
    Signal.CONT.to(processes().stream());
    return Await.until(name + " to respond", TIME_TO_START, this::responds);
  }

  /** Rejects new connections of the service and ends the existing ones. */
  void rejectService() throws InterruptedException {
    rules("host all %s 127.0.0.1/32 reject".formatted(SERVICE));
    reload();
    disconnectService();
  }

  /** Accepts the service again. Returns the {@code System.nanoTime()} after the reload. */
  long acceptService() throws InterruptedException {
    allowService();
    reload();
    return System.nanoTime();
  }

  /** Promotes a standby. Returns the {@code System.nanoTime()} after which it accepts writes. */
  long promote() throws InterruptedException {
    programs.run("pg_ctl", "-D", data().toString(), "-w", "promote");
    return System.nanoTime();
  }

  /** Stops the replay of a standby, which shows the same state from then on. */
  void pauseReplay() {
    execute("select pg_wal_replay_pause()");
  }

  void resumeReplay() {
    execute("select pg_wal_replay_resume()");
  }

  /** Ends the service's connections and waits until they are gone. */
  void disconnectService() {
    execute(
        "select pg_terminate_backend(pid, 5000) from pg_stat_activity where usename = '%s'"
            .formatted(SERVICE));
  }

  /** Takes every free connection that is not reserved for superusers. */
  List<Connection> takeFreeConnections() {
    List<Connection> taken = new ArrayList<>();
    try {
      while (true) {
        taken.add(connect("postgres", CONNECTION_HOLDER));
      }
    } catch (SQLException noMore) {
      return taken;
    }
  }

  /** Creates an empty database owned by the service and returns its {@code DATABASE_URL}. */
  String newDatabase(String database) {
    execute("create database %s owner %s".formatted(database, SERVICE));
    return url(database);
  }

  String url(String database) {
    return "postgres://%s@%s/%s".formatted(SERVICE, address(), database);
  }

  /** Host and port. */
  String address() {
    return "127.0.0.1:" + port;
  }

  /** Connects as the operator. */
  Connection connect(String database) throws SQLException {
    return connect(database, OPERATOR);
  }

  Connection connect(String database, String role) throws SQLException {
    return DriverManager.getConnection(jdbcUrl(database, role));
  }

  String jdbcUrl(String database, String role) {
    return "jdbc:postgresql://%s/%s?user=%s&connectTimeout=2&socketTimeout=20&loginTimeout=5"
        .formatted(address(), database, role);
  }

  /** Runs a statement as the operator in the database {@code postgres}. */
  void execute(String sql) {
    try (var connection = connect("postgres");
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException fault) {
      throw new IllegalStateException(sql, fault);
    }
  }

  /** Returns the number that a query returns; as the operator, in the database {@code postgres}. */
  long queryNumber(String sql) {
    try (var connection = connect("postgres");
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    } catch (SQLException fault) {
      throw new IllegalStateException(sql, fault);
    }
  }

  /** Returns the number of the service's connections. */
  long serviceConnections() {
    return queryNumber(
        "select count(*) from pg_stat_activity where usename = '%s'".formatted(SERVICE));
  }

  /** Returns whether the server responds to the operator. */
  boolean responds() throws SQLException {
    try (var connection = connect("postgres")) {
      return connection.isValid(1);
    }
  }

  Path log() {
    return directory.resolve("log");
  }

  @Override
  public void close() {
    try {
      if (postmaster().isPresent()) {
        Signal.CONT.to(processes().stream());
        programs.run("pg_ctl", "-D", data().toString(), "-m", "immediate", "-w", "stop");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** The postmaster first. */
  private List<ProcessHandle> processes() {
    ProcessHandle postmaster = postmaster().orElseThrow();
    return Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
  }

  private Optional<ProcessHandle> postmaster() {
    try (var lines = Files.lines(directory.resolve("data/postmaster.pid"))) {
      return ProcessHandle.of(Long.parseLong(lines.findFirst().orElseThrow().strip()));
    } catch (NoSuchFileException notRunning) {
      return Optional.empty();
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  private void allowService() {
    rules("host all %s 127.0.0.1/32 trust".formatted(SERVICE));
  }

  private void rules(String forTheService) {
    try {
      Files.writeString(
          directory.resolve("data/pg_hba.conf"),
          """
          local all %1$s trust
          host all %1$s 127.0.0.1/32 trust
          host replication %1$s 127.0.0.1/32 trust
          host all %2$s 127.0.0.1/32 trust
          """
                  .formatted(OPERATOR, CONNECTION_HOLDER)
              + forTheService
              + "\n");
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  private void reload() throws InterruptedException {
    programs.run("pg_ctl", "-D", data().toString(), "reload");
  }

  private void append(String file, String lines) {
    try {
      Files.writeString(
          directory.resolve("data").resolve(file), lines, java.nio.file.StandardOpenOption.APPEND);
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  private static Path directory(Path parent, String name) {
    return parent.resolve("postgres-" + name);
  }

  /** The data directory of a server of this name. */
  static Path data(Path parent, String name) {
    return directory(parent, name).resolve("data");
  }

  Path data() {
    return directory.resolve("data");
  }

  /** The directory of the data, the log and the socket. */
  Path directory() {
    return directory;
  }

  int port() {
    return port;
  }
}
