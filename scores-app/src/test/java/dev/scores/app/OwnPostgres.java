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

  /** In the form of {@code DATABASE_URL}. */
  String url(String user, String password, String database) {
    return "postgres://%s:%s@127.0.0.1:%d/%s".formatted(user, password, port(), database);
  }

  void execute(String sql) {
    execute("postgres", sql);
  }

  /** As the superuser, in that database. */
  void execute(String database, String sql) {
    try (var connection = server.getDatabase("postgres", database).getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException fault) {
      throw new IllegalStateException(sql, fault);
    }
  }

  /** Everybody but the superuser needs a password from now on. */
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

  /** On the same port. */
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
