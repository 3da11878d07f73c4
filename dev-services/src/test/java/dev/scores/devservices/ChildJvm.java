package dev.scores.devservices;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A JVM with the classes of the tests, whose output is read as it comes. */
final class ChildJvm implements AutoCloseable {

  private final Process process;
  private final BufferedReader output;

  private ChildJvm(Process process) {
    this.process = process;
    this.output = process.inputReader();
  }

  static ChildJvm of(Class<?> main, Object... arguments) {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    Arrays.stream(arguments).map(String::valueOf).forEach(command::add);
    try {
      return new ChildJvm(new ProcessBuilder(command).redirectErrorStream(true).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What it prints until a line contains the text, that line included. */
  String outputUntil(String text) throws IOException {
    var lines = new StringBuilder();
    for (var line = output.readLine(); line != null; line = output.readLine()) {
      lines.append(line).append('\n');
      if (line.contains(text)) {
        return lines.toString();
      }
    }
    throw new AssertionError("It ended without saying '" + text + "':\n" + lines);
  }

  String outputUntilItEnds() {
    return String.join("\n", output.lines().toList());
  }

  List<ProcessHandle> children() {
    return process.descendants().toList();
  }

  void tellToEnd() {
    process.destroy();
  }

  int exitCode() throws InterruptedException {
    return process.waitFor();
  }

  /** As {@code kill -9} does. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Whatever the test has come to, nothing of it goes on. */
  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
