package dev.scores.app;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/** A PostgreSQL that a test may misconfigure and stop. Its data directory survives a stop. */
final class OwnPostgres implements AutoCloseable {

  private final EmbeddedPostgres.Builder settings;
  private final Path directory;
  private EmbeddedPostgres server;

  OwnPostgres(Path directory) {
    this.directory = directory.resolve("cluster");
    this.settings =
        EmbeddedPostgres.builder()
            .setDataDirectory(this.directory)
            .setCleanDataDirectory(false)
            .setLocaleConfig("locale", "C")
            .setLocaleConfig("lc-messages", "C")
            .setServerConfig("max_connections", "12")
            .setServerConfig("superuser_reserved_connections", "3");
    this.server = started();
    settings.setPort(port());
  }

  int port() {
    return server.getPort();
  }

  /** The address in the format of {@code DATABASE_URL}. */
  String url(String user, String password, String database) {
    return "postgres://%s:%s@127.0.0.1:%d/%s".formatted(user, password, port(), database);
  }

  void execute(String sql) {
    execute("postgres", sql);
  }

  /** Executes the statement as the superuser in that database. */
  void execute(String database, String sql) {
    try (var connection = server.getDatabase("postgres", database).getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException fault) {
      throw new IllegalStateException(sql, fault);
    }
  }

  /** From now on every role but the superuser needs a password. */
  void requirePasswords() throws IOException {
    Path rules = directory.resolve("pg_hba.conf");
    Files.writeString(
        rules, "host all postgres 127.0.0.1/32 trust\nhost all all 127.0.0.1/32 scram-sha-256\n");
    execute("select pg_reload_conf()");
  }

  void stop() {
    try {
      server.close();
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  /** Starts the server again on the same port. */
  void startAgain() {
    server = started();
  }

  private EmbeddedPostgres started() {
    try {
      return settings.start();
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  @Override
  public void close() {
    stop();
  }
}
