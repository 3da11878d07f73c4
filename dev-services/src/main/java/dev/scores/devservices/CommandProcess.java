package dev.scores.devservices;

import java.io.IOException;
import java.util.List;

/** A command that runs against the services, with the input and output of this JVM. */
final class CommandProcess implements AutoCloseable {

  private final Process process;

  private CommandProcess(Process process) {
    this.process = process;
  }

  static CommandProcess start(List<String> command, ServiceSpec users, ServiceSpec scores) {
    var builder = new ProcessBuilder(command).inheritIO();
    builder.environment().put("USERS_URL", users.at("").toString());
    builder.environment().put("SCORES_URL", scores.at("").toString());
    try {
      return new CommandProcess(builder.start());
    } catch (IOException e) {
      throw new StartupException("Cannot start " + command.getFirst() + ": " + e.getMessage(), e);
    }
  }

  /** Waits until the command exits. */
  int exitCode() throws InterruptedException {
    return process.waitFor();
  }

  /** Sends SIGTERM to the command and to its descendants. */
  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
  }
}
