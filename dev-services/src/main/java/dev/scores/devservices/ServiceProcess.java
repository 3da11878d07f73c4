package dev.scores.devservices;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The JVM of a packaged service, a child process of this JVM. */
public final class ServiceProcess implements AutoCloseable {

  static final Duration STOP_TIMEOUT = Duration.ofSeconds(12);

  private static final Duration START_TIMEOUT = Duration.ofSeconds(90);
  private static final Duration POLL_INTERVAL = Duration.ofMillis(25);
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

  private final ServiceSpec service;
  private final List<String> options;
  private final Path log;
  private final Process process;

  private ServiceProcess(ServiceSpec service, List<String> options, Path log, Redirect output) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-jar");
    command.add(service.jar().toString());
    var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output);
    builder.environment().putAll(service.environment());
    builder.environment().put("PORT", Integer.toString(service.port()));
    this.service = service;
    this.options = List.copyOf(options);
    this.log = log;
    try {
      this.process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot start " + service.jar(), e);
    }
  }

  /**
   * Starts the service on the JDK that runs this JVM. Its output replaces the contents of the log.
   *
   * @param options of the JVM
   */
  public static ServiceProcess start(ServiceSpec service, List<String> options, Path log) {
    return new ServiceProcess(service, options, log, Redirect.to(log.toFile()));
  }

  /**
   * Starts a successor of a process that has ended: same jar, options and port; appends to the log.
   */
  public ServiceProcess restart() {
    return new ServiceProcess(service, options, log, Redirect.appendTo(log.toFile()));
  }

  public long pid() {
    return process.pid();
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + service.port());
  }

  CompletableFuture<ServiceProcess> onExit() {
    return process.onExit().thenApply(exited -> this);
  }

  /**
   * Waits until {@code GET path} returns 200.
   *
   * @throws StartupException if the process ends first, or after 90 s; with the end of its log
   */
  public void awaitOk(String path) throws InterruptedException {
    long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
    try (var http = HttpClient.newHttpClient()) {
      while (!isOk(path, http)) {
        if (process.waitFor(POLL_INTERVAL)) {
          throw new StartupException(exitMessage());
        }
        if (System.nanoTime() > deadline) {
          throw new StartupException(
              "%s did not return 200 for %s within %d s.%s"
                  .formatted(service.name(), path, START_TIMEOUT.toSeconds(), lastLines()));
        }
      }
    }
  }

  private boolean isOk(String path, HttpClient http) throws InterruptedException {
    var request = HttpRequest.newBuilder(service.at(path)).timeout(REQUEST_TIMEOUT).build();
    try {
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  String exitMessage() {
    return "%s exited with code %d.%s".formatted(service.name(), process.exitValue(), lastLines());
  }

  private String lastLines() {
    return " The end of %s:%n  %s".formatted(log, String.join("\n  ", LogTail.of(log, 20)));
  }

  /** Sends SIGTERM. */
  public void terminate() {
    process.destroy();
  }

  /** Sends SIGKILL and waits for the end. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /**
   * Waits for the end and returns the exit code.
   *
   * @throws IllegalStateException if the process is still running after {@code timeout}
   */
  public int awaitExit(Duration timeout) throws InterruptedException {
    if (!process.waitFor(timeout)) {
      throw new IllegalStateException(
          "%s is still running after %d s".formatted(service.name(), timeout.toSeconds()));
    }
    return process.exitValue();
  }

  /** Waits up to 12 s for a process that was sent SIGTERM, then kills it. */
  void awaitStop() throws InterruptedException {
    if (!process.waitFor(STOP_TIMEOUT)) {
      kill();
    }
  }

  /** Sends SIGTERM and waits up to 12 s for the end, then kills the process. */
  @Override
  public void close() {
    terminate();
    try {
      awaitStop();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
