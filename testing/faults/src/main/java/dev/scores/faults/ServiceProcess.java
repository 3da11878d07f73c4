package dev.scores.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A packaged service in a JVM of its own, and what can happen to it. */
final class ServiceProcess implements AutoCloseable {

  private static final Duration TIME_TO_START = Duration.ofSeconds(90);
  private static final Duration TIME_TO_STOP = Duration.ofSeconds(15);

  /**
   * What is started.
   *
   * @param name of the log
   * @param options of the JVM
   */
  record Plan(
      String name, Path jar, int port, Map<String, String> environment, List<String> options) {

    Plan {
      environment = Map.copyOf(environment);
      options = List.copyOf(options);
    }

    /** The same with another release's jar. */
    Plan with(Path another) {
      return new Plan(name, another, port, environment, options);
    }

    URI uri() {
      return URI.create("http://127.0.0.1:" + port);
    }
  }

  private final Plan plan;
  private final Path directory;
  private final Process process;

  private ServiceProcess(Plan plan, Path directory, Process process) {
    this.plan = plan;
    this.directory = directory;
    this.process = process;
  }

  /** On the JDK that runs this. The log in the directory is written on. */
  static ServiceProcess start(Plan plan, Path directory) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(plan.options());
    command.addAll(List.of("-jar", plan.jar().toString()));
    var builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(Redirect.appendTo(log(plan, directory).toFile()));
    builder.environment().putAll(plan.environment());
    builder.environment().put("PORT", Integer.toString(plan.port()));
    try {
      return new ServiceProcess(plan, directory, builder.start());
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  /** Another one in its place, once it is gone: the same jar on the same port. */
  ServiceProcess again() {
    return start(plan, directory);
  }

  /**
   * Returns the {@code System.nanoTime()} at which it was seen to be ready.
   *
   * @throws IllegalStateException where it dies or takes too long
   */
  long awaitReady() throws InterruptedException {
    return await("ready", "/health/readiness");
  }

  /**
   * Waits until it serves, ready or not.
   *
   * @throws IllegalStateException as above
   */
  void awaitLive() throws InterruptedException {
    await("live", "/health/liveness");
  }

  private long await(String state, String path) throws InterruptedException {
    long reached;
    try (var client = new Client(uri())) {
      reached =
          Patience.until(
              "%s is %s; see %s".formatted(plan.name(), state, log()),
              TIME_TO_START,
              () -> client.get(path).status() == 200 || !process.isAlive());
    }
    if (!process.isAlive()) {
      throw new IllegalStateException(plan.name() + " has died; see " + log());
    }
    return reached;
  }

  /** SIGTERM. */
  void terminate() {
    process.destroy();
  }

  /** SIGKILL; returns when it is gone. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /**
   * Waits for the end and returns its status.
   *
   * @throws IllegalStateException where it does not come in time
   */
  int exitStatus(Duration atMost) throws InterruptedException {
    if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException(plan.name() + " is still there after " + atMost);
    }
    return process.exitValue();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  URI uri() {
    return plan.uri();
  }

  Path log() {
    return log(plan, directory);
  }

  @Override
  public void close() {
    terminate();
    try {
      if (!process.waitFor(TIME_TO_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
        kill();
      }
    } catch (InterruptedException told) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static Path log(Plan plan, Path directory) {
    return directory.resolve(plan.name() + ".log");
  }
}
