package dev.scores.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A program that is run to its end. */
final class Command {

  private Command() {}

  /**
   * Returns what it printed.
   *
   * @throws IllegalStateException where it ends with another status than 0
   */
  static String run(List<String> command) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int status = process.waitFor();
      if (status != 0) {
        throw new IllegalStateException(
            "%s ended with %d: %s".formatted(String.join(" ", command), status, printed));
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
