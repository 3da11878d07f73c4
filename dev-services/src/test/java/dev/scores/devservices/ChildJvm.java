package dev.scores.devservices;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A JVM with the class path of the tests, whose output can be read while it runs. */
final class ChildJvm implements AutoCloseable {

  private final Process process;
  private final BufferedReader output;

  private ChildJvm(Process process) {
    this.process = process;
    this.output = process.inputReader();
  }

  static ChildJvm of(Class<?> main, Object... arguments) {
    return of(Map.of(), main, arguments);
  }

  /**
   * @param environment in addition to that of this JVM
   */
  static ChildJvm of(Map<String, String> environment, Class<?> main, Object... arguments) {
    var builder = new ProcessBuilder().redirectErrorStream(true);
    builder.environment().putAll(environment);
    var all = Arrays.stream(arguments).map(String::valueOf).toList();
    return new ChildJvm(ForkedJvm.start(main, true, List.of(), all, builder));
  }

  /** Returns the output up to and including the first line that contains the text. */
  String outputUntil(String text) throws IOException {
    var lines = new StringBuilder();
    for (var line = output.readLine(); line != null; line = output.readLine()) {
      lines.append(line).append('\n');
      if (line.contains(text)) {
        return lines.toString();
      }
    }
    throw new AssertionError("It ended without printing '" + text + "':\n" + lines);
  }

  String remainingOutput() {
    return String.join("\n", output.lines().toList());
  }

  List<ProcessHandle> children() {
    return process.descendants().toList();
  }

  /** Sends SIGTERM. */
  void terminate() {
    process.destroy();
  }

  int exitCode() throws InterruptedException {
    return process.waitFor();
  }

  /** Sends SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Sends SIGTERM and waits for the JVM to exit. */
  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
