package dev.scores.devservices;

import java.io.IOException;
import java.util.List;

/** A command that judges the services, with this JVM's own input and output. */
final class CheckProcess implements AutoCloseable {

  private final Process process;

  private CheckProcess(Process process) {
    this.process = process;
  }

  static CheckProcess start(List<String> command, ServiceSpec users, ServiceSpec scores) {
    var builder = new ProcessBuilder(command).inheritIO();
    builder.environment().put("USERS_URL", users.at("").toString());
    builder.environment().put("SCORES_URL", scores.at("").toString());
    try {
      return new CheckProcess(builder.start());
    } catch (IOException e) {
      throw new StartupException("Cannot start " + command.getFirst() + ": " + e.getMessage(), e);
    }
  }

  int exitCode() throws InterruptedException {
    return process.waitFor();
  }

  /** Ends the command, if it still runs, and whatever it has started. */
  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
  }
}
