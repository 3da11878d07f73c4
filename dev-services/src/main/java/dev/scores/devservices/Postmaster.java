package dev.scores.devservices;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server process that may still run in a directory of ours whose JVM was killed. */
final class Postmaster {

  private static final Logger LOG = LoggerFactory.getLogger(Postmaster.class);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Postmaster() {}

  /**
   * Stops the server of this cluster if one runs, cleanly, cutting its connections. Where none
   * does, the file that a crash has left is removed: if its number is another process's by now,
   * that one is let alone, but PostgreSQL would take it for a running server.
   *
   * @throws StartupException when it does not stop
   */
  static void stopIn(Path cluster) {
    Path pidFile = cluster.resolve("postmaster.pid");
    if (!Files.exists(pidFile)) {
      return;
    }
    try {
      // The server's number, then its directory as it was when it started: it may have been moved.
      // Without either if the machine crashed in the moment between making and filling the file.
      var lines = Files.readAllLines(pidFile);
      if (lines.size() >= 2 && isServer(lines.get(0), lines.get(1))) {
        LOG.info("Stopping the PostgreSQL left running in {} as {}", cluster, lines.get(0));
        stop(lines.get(0), cluster, pidFile);
      } else {
        Files.deleteIfExists(pidFile);
      }
    } catch (IOException e) {
      throw new StartupException("Cannot stop the PostgreSQL that " + pidFile + " names", e);
    }
  }

  private static boolean isServer(String pid, String directory) {
    return OrphanProcess.find(Long.parseLong(pid), "postgres", directory).isPresent();
  }

  /**
   * SIGINT is PostgreSQL's fast shutdown; Java's {@code destroy} would wait for its clients. It
   * removes its file last, and may stay for a while as a dead process that nobody has reaped.
   */
  private static void stop(String pid, Path cluster, Path pidFile) throws IOException {
    new ProcessBuilder("kill", "-INT", pid).inheritIO().start();
    if (!OrphanProcess.await(() -> !Files.exists(pidFile), PATIENCE)) {
      throw new StartupException(
          "PostgreSQL (process %s) does not stop in %s".formatted(pid, cluster));
    }
  }
}
