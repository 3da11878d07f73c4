package dev.scores.devservices;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The PostgreSQL that a killed JVM left running in a data directory. */
final class LeftoverPostgres {

  private static final Logger LOG = LoggerFactory.getLogger(LeftoverPostgres.class);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(60);

  private LeftoverPostgres() {}

  /**
   * Stops the server of this cluster, if one runs, by a fast shutdown, which closes its
   * connections. If none runs, deletes a stale {@code postmaster.pid}: PostgreSQL would not start
   * if another process now had the id in it.
   *
   * @throws StartupException when the server does not stop within 60 s
   */
  static void stop(Path cluster) {
    Path pidFile = cluster.resolve("postmaster.pid");
    if (!Files.exists(pidFile)) {
      return;
    }
    try {
      // Line 1 is the process id, line 2 the data directory at the start; it may have moved since.
      // A crash of the machine can leave the file empty.
      var lines = Files.readAllLines(pidFile);
      var server =
          lines.size() < 2
              ? null
              : ProcessHandle.of(Long.parseLong(lines.get(0)))
                  .filter(it -> LeftoverProcess.matches(it, "postgres", lines.get(1)))
                  .orElse(null);
      if (server == null) {
        Files.deleteIfExists(pidFile);
        return;
      }
      LOG.info("Stopping PostgreSQL process {}, left running in {}", server.pid(), cluster);
      // SIGINT requests a fast shutdown; destroy() would send SIGTERM, which waits for clients.
      new ProcessBuilder("kill", "-INT", Long.toString(server.pid())).inheritIO().start();
      if (!LeftoverProcess.awaitExit(server, STOP_TIMEOUT)) {
        throw new StartupException(
            "PostgreSQL process %d in %s does not stop".formatted(server.pid(), cluster));
      }
    } catch (IOException e) {
      throw new StartupException("Cannot stop the PostgreSQL of " + pidFile, e);
    }
  }
}
