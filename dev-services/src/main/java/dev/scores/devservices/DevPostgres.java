package dev.scores.devservices;

import dev.scores.devservices.ServerFallback.Way;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL 17 with any number of databases, for tests and for development.
 *
 * <p>UTF-8, messages in English, 300 connections. Text sorts by code point, and {@code lower} knows
 * Unicode, whatever the machine's locale. Thread-safe.
 */
public final class DevPostgres implements AutoCloseable {

  private static final String MAINTENANCE = "postgres";
  private static final String DUPLICATE_DATABASE = "42P04";
  private static final String UNIQUE_VIOLATION = "23505";

  private static @Nullable DevPostgres forTests;

  private final PostgresServer server;
  private final Runnable stop;

  private DevPostgres(PostgresServer server, Runnable stop) {
    this.server = server;
    this.stop = stop;
  }

  /**
   * One server for the whole test JVM, started on first use, stopped with the JVM; {@link #close}
   * leaves it running for the others. Nothing is kept and nothing is flushed to the disk.
   *
   * @throws RuntimeException when neither Docker nor the embedded server works, with both reasons
   */
  public static synchronized DevPostgres forTests() {
    if (forTests == null) {
      var server =
          ServerFallback.of(
                  List.of(
                      new Way("Testcontainers", ContainerServer::forTests),
                      new Way("embedded", EmbeddedServer::forTests)))
              .server();
      forTests = new DevPostgres(server, () -> {});
    }
    return forTests;
  }

  /**
   * The development server: its data lives in the directory, durably, and outlasts this JVM, {@code
   * kill -9} included. It listens on port 5433, or on another one if that is taken, and on the same
   * one the next time. A server that an earlier JVM left running in the directory is stopped first.
   *
   * <p>Close it: a JVM that ends without doing so leaves the server to the next call.
   *
   * @throws RuntimeException when another process (or this one) has the directory in use, or no
   *     server starts; the message is one line for a person
   */
  public static DevPostgres forDevelopment(Path dataDirectory) {
    var directory = DevelopmentDirectory.at(dataDirectory);
    DirectoryLock claim = DirectoryLock.of(directory.path());
    try {
      PostgresServer server = directory.start();
      return new DevPostgres(
          server,
          () -> {
            try (claim) {
              server.close();
            }
          });
    } catch (RuntimeException | Error e) {
      claim.close();
      throw e;
    }
  }

  /**
   * Makes the database if it is not there and returns its address, {@code
   * postgres://user:password@host:port/name}.
   *
   * @param name lower-case ASCII letters, digits and underscores, a letter first, at most 63
   */
  public String database(String name) {
    make(server, name);
    return server.address().url(name);
  }

  /** Makes the database if it is not there. */
  static void make(PostgresServer server, String name) {
    try {
      execute(server, "create database " + quoted(name));
    } catch (SQLException e) {
      // Somebody else may be making it in this very moment; either of the two says so.
      if (!Set.of(DUPLICATE_DATABASE, UNIQUE_VIOLATION).contains(e.getSQLState())) {
        throw new IllegalStateException("Cannot make the database " + name, e);
      }
    }
  }

  /** A new empty database with a name of its own, for a test class that wants its own. */
  public String freshDatabase() {
    return database("test_" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt()));
  }

  /** Removes the database and whoever is connected to it; nothing where there is none. */
  void drop(String name) {
    try {
      execute(server, "drop database if exists " + quoted(name) + " with (force)");
    } catch (SQLException e) {
      throw new IllegalStateException("Cannot drop the database " + name, e);
    }
  }

  /** Stops a development server; the one for tests goes on until the JVM ends. */
  @Override
  public void close() {
    stop.run();
  }

  private static void execute(PostgresServer server, String sql) throws SQLException {
    try (var connection = server.address().connect(MAINTENANCE);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String quoted(String name) {
    if (!name.matches("[a-z][a-z0-9_]{0,62}")) {
      throw new IllegalArgumentException("'" + name + "' is no name for a database here");
    }
    return '"' + name + '"';
  }
}
