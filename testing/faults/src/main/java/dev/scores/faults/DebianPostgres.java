package dev.scores.faults;

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
 * A PostgreSQL server of Debian's package with {@code fsync} on, in a directory and on a port of
 * its own, and what can happen to it. The services come as the role {@value #SERVICE}, the suite as
 * {@value #OPERATOR}, whom the server never refuses.
 */
final class DebianPostgres implements AutoCloseable {

  static final String OPERATOR = "operator";
  static final String SERVICE = "service";
  private static final String HOARDER = "hoarder";

  private static final Duration TIME_TO_START = Duration.ofSeconds(60);

  private final PostgresPrograms programs;
  private final String name;
  private final Path parent;
  private final Path directory;
  private final int port;

  private DebianPostgres(PostgresPrograms programs, String name, Path parent) {
    this.programs = programs;
    this.name = name;
    this.parent = parent;
    this.directory = parent.resolve("postgres-" + name);
    this.port = Ports.anyFree();
  }

  /**
   * A new server, running, with the role {@value #SERVICE} and no database of ours.
   *
   * @param settings lines for {@code postgresql.conf}
   */
  static DebianPostgres start(Path parent, String name, String... settings)
      throws InterruptedException {
    var server = new DebianPostgres(PostgresPrograms.find(), name, parent);
    server.programs.make(server.directory);
    server.programs.run(
        "initdb", "-D", server.data(), "-U", OPERATOR, "--auth=trust", "--no-instructions");
    server.configure(settings);
    server.start();
    server.execute("create role " + SERVICE + " login");
    server.execute("create role " + HOARDER + " login");
    return server;
  }

  /** A standby of this one that is streaming its changes. */
  DebianPostgres standby(String itsName) throws InterruptedException {
    var standby = new DebianPostgres(programs, itsName, parent);
    programs.make(standby.directory);
    String primary =
        "host=127.0.0.1 port=%d user=%s application_name=%s".formatted(port, OPERATOR, itsName);
    programs.run(
        "pg_basebackup", "-D", standby.data(), "-d", primary, "-R", "-X", "stream", "-c", "fast");
    standby.configure();
    standby.start();
    return standby;
  }

  /** From now on a write is acknowledged only when that standby has it, too. */
  void waitFor(String standby) throws InterruptedException {
    execute("alter system set synchronous_standby_names = '%s'".formatted(standby));
    reload();
    Patience.until(
        standby + " is synchronous",
        TIME_TO_START,
        () -> ask("select count(*) from pg_stat_replication where sync_state = 'sync'") == 1);
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
    admit();
  }

  /** Returns the {@code System.nanoTime()} at which it was seen to answer. */
  long start() throws InterruptedException {
    programs.run("pg_ctl", "-D", data(), "-l", log().toString(), "-W", "start");
    return Patience.until(name + " starts", TIME_TO_START, this::answers);
  }

  /** Ends every connection and the server, in order. */
  void stopFast() throws InterruptedException {
    programs.run("pg_ctl", "-D", data(), "-m", "fast", "-w", "stop");
  }

  /** As when the machine loses its power, but for what the kernel still holds. */
  void kill() throws InterruptedException {
    var all = processes();
    Signal.KILL.to(all.getFirst());
    // The others end when they see that they are alone, and it cannot be started before.
    Patience.until(
        name + " is gone", TIME_TO_START, () -> all.stream().noneMatch(ProcessHandle::isAlive));
  }

  /** It neither answers nor refuses: connections are taken by the kernel, and nothing follows. */
  void freeze() throws InterruptedException {
    // The one that makes others first.
    Signal.STOP.to(processes().getFirst());
    Signal.STOP.to(processes().stream());
  }

  /** Returns the {@code System.nanoTime()} at which it was seen to answer. */
  long thaw() throws InterruptedException {
    Signal.CONT.to(processes().stream());
    return Patience.until(name + " answers", TIME_TO_START, this::answers);
  }

  /** Turns the service away at the door, and throws out those who are in. */
  void refuse() throws InterruptedException {
    rules("host all %s 127.0.0.1/32 reject".formatted(SERVICE));
    reload();
    disconnectService();
  }

  /** Lets the service in again. Returns the {@code System.nanoTime()} after which it does. */
  long readmit() throws InterruptedException {
    admit();
    reload();
    return System.nanoTime();
  }

  /** Makes it a primary. Returns the {@code System.nanoTime()} after which it takes writes. */
  long promote() throws InterruptedException {
    programs.run("pg_ctl", "-D", data(), "-w", "promote");
    return System.nanoTime();
  }

  /** Ends the service's connections; they are gone when this returns. */
  void disconnectService() {
    execute(
        "select pg_terminate_backend(pid, 5000) from pg_stat_activity where usename = '%s'"
            .formatted(SERVICE));
  }

  /** Takes every connection that is left for others than the operator. */
  List<Connection> takeAll() {
    List<Connection> taken = new ArrayList<>();
    try {
      while (true) {
        taken.add(connect("postgres", HOARDER));
      }
    } catch (SQLException noMore) {
      return taken;
    }
  }

  /** An empty database that is the service's own; what {@code DATABASE_URL} is for it. */
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

  /** A connection of the operator's. */
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

  /** Runs a statement as the operator, outside the service's database. */
  void execute(String sql) {
    try (var connection = connect("postgres");
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException fault) {
      throw new IllegalStateException(sql, fault);
    }
  }

  /** The single number that a question of the operator's is answered with. */
  long ask(String sql) {
    try (var connection = connect("postgres");
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    } catch (SQLException fault) {
      throw new IllegalStateException(sql, fault);
    }
  }

  /** How many connections the service has. */
  long serviceConnections() {
    return ask("select count(*) from pg_stat_activity where usename = '%s'".formatted(SERVICE));
  }

  /** Whether the operator is answered. */
  boolean answers() throws SQLException {
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
        programs.run("pg_ctl", "-D", data(), "-m", "immediate", "-w", "stop");
      }
    } catch (InterruptedException told) {
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

  private void admit() {
    rules("host all %s 127.0.0.1/32 trust".formatted(SERVICE));
  }

  private void rules(String forTheService) {
    try {
      Files.writeString(
          directory.resolve("data/pg_hba.conf"),
          """
          host all %1$s 127.0.0.1/32 trust
          host replication %1$s 127.0.0.1/32 trust
          host all %2$s 127.0.0.1/32 trust
          """
                  .formatted(OPERATOR, HOARDER)
              + forTheService
              + "\n");
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  private void reload() throws InterruptedException {
    programs.run("pg_ctl", "-D", data(), "reload");
  }

  private void append(String file, String lines) {
    try {
      Files.writeString(
          directory.resolve("data").resolve(file), lines, java.nio.file.StandardOpenOption.APPEND);
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  private String data() {
    return directory.resolve("data").toString();
  }
}
