package dev.scores.devservices;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;

/** PostgreSQL as a process of this machine, from binaries that come as a library; also as root. */
final class EmbeddedServer implements PostgresServer {

  private static final String USER = "postgres";
  private static final String PASSWORD = "development";

  // The library waits so long also for a server that has given up at once.
  private static final Duration TIME_TO_START = Duration.ofSeconds(30);

  private final EmbeddedPostgres postgres;
  private final Path cluster;

  private EmbeddedServer(EmbeddedPostgres postgres, Path cluster) {
    this.postgres = postgres;
    this.cluster = cluster;
  }

  /**
   * A server that is stopped and removed with the JVM; one whose JVM was killed, by a later one.
   */
  static EmbeddedServer forTests() {
    // The directory that the library searches for what killed JVMs have left.
    var parent = Path.of(System.getProperty("java.io.tmpdir"), "embedded-pg");
    var name = UUID.randomUUID().toString();
    var log = parent.resolve(name + ".log");
    log.toFile().deleteOnExit();
    return start(EmbeddedPostgres.builder(), parent.resolve(name), log);
  }

  /** The caller holds the {@link DirectoryLock} on the directory. */
  static EmbeddedServer forDevelopment(DevelopmentDirectory directory) {
    var home = directory.path();
    var binaries = home.resolve("binaries");
    var cluster = home.resolve("cluster");
    var log = home.resolve("server.log");
    Postmaster.stopIn(cluster);
    StaleFiles.removeHalfUnpacked(binaries);
    if (!Files.exists(cluster)) {
      make(cluster, binaries, log);
    }
    var settings = durable(binaries).setCleanDataDirectory(false).setPort(directory.freePort());
    return start(settings, cluster, log);
  }

  /**
   * Under another name first: a cluster is there as a whole or not at all, whenever we are killed.
   */
  private static void make(Path cluster, Path binaries, Path log) {
    var unfinished = cluster.resolveSibling("cluster-unfinished");
    Postmaster.stopIn(unfinished);
    StaleFiles.remove(unfinished);
    start(durable(binaries).setCleanDataDirectory(false), unfinished, log).close();
    try {
      Files.move(unfinished, cluster);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make " + cluster, e);
    }
  }

  /** The library's own arguments turn both settings off; these come later, and win. */
  private static EmbeddedPostgres.Builder durable(Path binaries) {
    return EmbeddedPostgres.builder()
        .setOverrideWorkingDirectory(binaries.toFile())
        .setRegisterShutdownHook(false)
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on");
  }

  private static EmbeddedServer start(EmbeddedPostgres.Builder settings, Path cluster, Path log) {
    File output = log.toFile();
    try {
      Files.createDirectories(cluster.getParent());
      var postgres =
          settings
              .setDataDirectory(cluster)
              .setServerConfig("max_connections", "300")
              .setLocaleConfig("locale", "C")
              .setLocaleConfig("lc-messages", "C")
              .setLocaleConfig("locale-provider", "builtin")
              .setLocaleConfig("builtin-locale", "C.UTF-8")
              .setPGStartupWait(TIME_TO_START)
              .setOutputRedirector(Redirect.appendTo(output))
              .setErrorRedirector(Redirect.appendTo(output))
              .start();
      return checked(new EmbeddedServer(postgres, cluster));
      // The library has an Error for binaries that are missing or cannot be unpacked.
    } catch (IOException | RuntimeException | ExceptionInInitializerError e) {
      Postmaster.stopIn(cluster);
      throw new StartupException(reason(e, log), e);
    }
  }

  /** The library is content with whatever PostgreSQL answers on the port. */
  private static EmbeddedServer checked(EmbeddedServer server) {
    try (var connection = server.address().connect(USER);
        var statement = connection.createStatement();
        var row = statement.executeQuery("show data_directory")) {
      if (!row.next() || !Files.isSameFile(Path.of(row.getString(1)), server.cluster)) {
        throw new IllegalStateException("another server is on port " + server.address().port());
      }
      return server;
    } catch (SQLException | IOException e) {
      throw new IllegalStateException("it does not say which directory it serves", e);
    }
  }

  private static String reason(Throwable e, Path log) {
    return e + " " + LogTail.of(log, 5);
  }

  @Override
  public DatabaseAddress address() {
    return new DatabaseAddress("localhost", postgres.getPort(), USER, PASSWORD);
  }

  @Override
  public void close() {
    try {
      postgres.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot stop PostgreSQL", e);
    } finally {
      // The library loses patience after five seconds.
      Postmaster.stopIn(cluster);
    }
  }
}
