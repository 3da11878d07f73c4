package dev.scores.devservices;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A service's JVM, a child of this one. */
final class ServiceProcess {

  static final Duration TIME_TO_STOP = Duration.ofSeconds(12);

  private static final Duration TIME_TO_START = Duration.ofSeconds(60);
  private static final Duration BETWEEN_PINGS = Duration.ofMillis(25);

  private final ServiceSpec service;
  private final Process process;
  private final Path log;

  private ServiceProcess(ServiceSpec service, Process process, Path log) {
    this.service = service;
    this.process = process;
    this.log = log;
  }

  /** On the JDK that runs this; what it prints replaces what the log held. */
  static ServiceProcess start(ServiceSpec service, List<String> options, Path log) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-jar");
    command.add(service.jar().toString());
    var builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(Redirect.to(log.toFile()));
    builder.environment().putAll(service.environment());
    try {
      return new ServiceProcess(service, builder.start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot start " + service.jar(), e);
    }
  }

  long pid() {
    return process.pid();
  }

  Path jar() {
    return service.jar();
  }

  CompletableFuture<ServiceProcess> death() {
    return process.onExit().thenApply(dead -> this);
  }

  /**
   * Returns when the service answers {@code GET /ping} with 200.
   *
   * @throws StartupException when it dies or takes longer than 60 s, with the end of its log
   */
  void awaitReady(HttpClient http) throws InterruptedException {
    long deadline = System.nanoTime() + TIME_TO_START.toNanos();
    while (!isReady(http)) {
      if (process.waitFor(BETWEEN_PINGS)) {
        throw new StartupException(obituary());
      }
      if (System.nanoTime() > deadline) {
        throw new StartupException(
            "%s was not ready within %d s.%s"
                .formatted(service.name(), TIME_TO_START.toSeconds(), lastLines()));
      }
    }
  }

  private boolean isReady(HttpClient http) throws InterruptedException {
    var ping = HttpRequest.newBuilder(service.at("/ping")).timeout(TIME_TO_STOP).build();
    try {
      return http.send(ping, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  String obituary() {
    return "%s has died (exit code %d).%s"
        .formatted(service.name(), process.exitValue(), lastLines());
  }

  private String lastLines() {
    return " The end of %s:%n  %s".formatted(log, String.join("\n  ", LogTail.of(log, 20)));
  }

  void askToStop() {
    process.destroy();
  }

  /** Waits 12 s for the process that was asked, then kills it. */
  void awaitStop() throws InterruptedException {
    if (!process.waitFor(TIME_TO_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
