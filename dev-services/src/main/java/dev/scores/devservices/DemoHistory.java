package dev.scores.devservices;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command {@code seed} of the scores service, which adds six weeks of the demo class, unless
 * its users have scores. The public API writes with the current time only.
 */
final class DemoHistory {

  private DemoHistory() {}

  /**
   * Runs the command to its end, before the service starts.
   *
   * @throws StartupException when it fails, with the end of its log
   */
  static void add(ServiceSpec scores, SystemSpec system) throws InterruptedException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JvmOptions.small());
    command.addAll(List.of("-jar", scores.jar().toString(), "seed"));
    var log = system.logs().resolve("seed.log");
    var builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(scores.environment());
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot start " + scores.jar(), e);
    }
    try {
      int status = process.waitFor();
      if (status != 0) {
        throw new StartupException(
            "seed exited with code %d.%n%s"
                .formatted(status, String.join(System.lineSeparator(), LogTail.of(log, 10))));
      }
    } finally {
      process.destroy();
    }
  }
}
