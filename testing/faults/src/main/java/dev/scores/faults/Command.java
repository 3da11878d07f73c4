package dev.scores.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs external programs to completion. */
final class Command {

  private Command() {}

  /**
   * Returns the output, standard error included.
   *
   * @throws IllegalStateException if the exit code is not 0
   */
  static String run(List<String> command) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int status = process.waitFor();
      if (status != 0) {
        throw new IllegalStateException(
            "%s exited with %d: %s".formatted(String.join(" ", command), status, printed));
      }
      return printed;
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  static String run(String... command) throws InterruptedException {
    return run(List.of(command));
  }
}
