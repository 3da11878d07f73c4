package dev.scores.devservices;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The services' JVMs, started and stopped together. They are written down in a file, so that the
 * next start finds those that outlived a JVM which was killed.
 */
final class ServiceProcesses implements AutoCloseable {

  private final Path file;
  private final List<ServiceProcess> processes = new ArrayList<>();

  private ServiceProcesses(Path data) {
    this.file = listIn(data);
  }

  /** Logs to {@code logs/<name>.log}; either all are started or none. */
  static ServiceProcesses start(List<ServiceSpec> services, SystemSpec blueprint) {
    var started = new ServiceProcesses(blueprint.data());
    try {
      for (ServiceSpec service : services) {
        var options = StartUpOptions.of(service, blueprint.data());
        var log = blueprint.logs().resolve(service.name() + ".log");
        started.processes.add(ServiceProcess.start(service, options, log));
      }
      started.writeDown();
      return started;
    } catch (RuntimeException e) {
      started.close();
      throw e;
    }
  }

  /** Ends the services of an earlier run on the same data that was killed. */
  static void stopLeftRunning(Path data) {
    try {
      if (Files.exists(listIn(data))) {
        for (String line : Files.readAllLines(listIn(data))) {
          var pidAndJar = line.split(" ", 2);
          stop(Long.parseLong(pidAndJar[0]), pidAndJar[1]);
        }
        Files.delete(listIn(data));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + listIn(data), e);
    }
  }

  private static void stop(long pid, String jar) {
    OrphanProcess.find(pid, jar).ifPresent(ProcessHandle::destroy);
    if (!OrphanProcess.await(
        () -> OrphanProcess.find(pid, jar).isEmpty(), ServiceProcess.TIME_TO_STOP)) {
      OrphanProcess.find(pid, jar).ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  void awaitReady() throws InterruptedException {
    for (ServiceProcess process : processes) {
      process.awaitOk("/ping");
    }
  }

  /** Waits until one dies, which none should, and says which and how. */
  String awaitDeath() {
    var deaths = processes.stream().map(ServiceProcess::death).toArray(CompletableFuture[]::new);
    return ((ServiceProcess) CompletableFuture.anyOf(deaths).join()).obituary();
  }

  /** Asks all at once, waits up to 12 s, kills what is left. */
  @Override
  public void close() {
    processes.forEach(ServiceProcess::terminate);
    try {
      for (ServiceProcess process : processes) {
        process.awaitStop();
      }
      Files.deleteIfExists(file);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot remove " + file, e);
    }
  }

  private void writeDown() {
    try {
      Files.write(file, processes.stream().map(it -> it.pid() + " " + it.jar()).toList());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }

  private static Path listIn(Path data) {
    return data.resolve("services.pids");
  }
}
