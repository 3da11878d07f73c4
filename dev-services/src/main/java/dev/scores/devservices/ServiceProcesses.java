package dev.scores.devservices;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * The processes of both services, started and stopped together. Each has a system property with the
 * data directory in its command line, by which a later start finds those that outlived a killed
 * JVM.
 */
final class ServiceProcesses implements AutoCloseable {

  private final List<ServiceProcess> processes = new ArrayList<>();

  private ServiceProcesses() {}

  /** Starts all services or none. Their logs are {@code logs/<name>.log}. */
  static ServiceProcesses start(
      List<ServiceSpec> specs, SystemSpec system, Function<ServiceSpec, List<String>> jvmOptions) {
    var started = new ServiceProcesses();
    try {
      for (ServiceSpec spec : specs) {
        var options = new ArrayList<>(jvmOptions.apply(spec));
        options.addFirst(marker(system.data()));
        var log = system.logs().resolve(spec.name() + ".log");
        started.processes.add(ServiceProcess.start(spec, options, log));
      }
      return started;
    } catch (RuntimeException e) {
      started.close();
      throw e;
    }
  }

  /** Stops the services that an earlier, killed JVM started with the same data directory. */
  static void stopLeftovers(SystemSpec system) {
    for (ProcessHandle leftover : LeftoverProcess.findAll(marker(system.data()))) {
      leftover.destroy();
      if (!LeftoverProcess.awaitExit(leftover, ServiceProcess.STOP_TIMEOUT)) {
        leftover.destroyForcibly();
        LeftoverProcess.awaitExit(leftover, ServiceProcess.STOP_TIMEOUT);
      }
    }
  }

  /** Ends in a constant: no directory's marker contains another's. */
  private static String marker(Path data) {
    return "-Dscores.services=" + data.resolve("services");
  }

  /**
   * Waits until all services respond.
   *
   * @throws StartupException when one does not
   */
  void awaitReady() throws InterruptedException {
    for (ServiceProcess process : processes) {
      process.awaitOk("/ping");
    }
  }

  /** Waits until one of the services exits and returns a message about it. */
  String awaitExit() {
    var exits = processes.stream().map(ServiceProcess::onExit).toArray(CompletableFuture[]::new);
    return ((ServiceProcess) CompletableFuture.anyOf(exits).join()).exitMessage();
  }

  /** Stops all services at once; those still running after 12 s are killed. */
  @Override
  public void close() {
    processes.forEach(ServiceProcess::terminate);
    try {
      for (ServiceProcess process : processes) {
        process.awaitStop();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
