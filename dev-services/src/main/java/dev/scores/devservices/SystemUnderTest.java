package dev.scores.devservices;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Both services on free ports with an empty PostgreSQL, for the duration of one command. Several
 * can run at the same time.
 */
final class SystemUnderTest {

  /** A shell's exit status of a program that SIGTERM ended. */
  private static final int SIGTERM_STATUS = 143;

  private final SystemSpec system;
  private final PrintStream err;

  /**
   * @param packaged names the jars and the directory under which data and logs are kept
   */
  SystemUnderTest(SystemSpec packaged, PrintStream err) {
    this.system =
        new SystemSpec(
            newDirectoryIn(packaged.data().resolve("with-services")),
            packaged.usersJar(),
            Ports.anyFree(),
            packaged.scoresJar(),
            Ports.anyFree());
    this.err = err;
  }

  /**
   * Runs the command with {@code USERS_URL} and {@code SCORES_URL} once both services are ready,
   * and returns its exit code. Unless that is 0, the services' logs are kept.
   *
   * @throws StartupException when a service does not start
   */
  int run(List<String> command) throws InterruptedException {
    int exitCode = -1;
    try (var resources = StartedResources.closedOnSignal(SIGTERM_STATUS)) {
      exitCode = run(resources, command);
      return exitCode;
    } finally {
      if (exitCode == 0) {
        StaleFiles.remove(system.data());
      } else {
        err.println("The services' logs are in " + system.logs());
      }
    }
  }

  private int run(StartedResources resources, List<String> command) throws InterruptedException {
    var postgres = resources.start(DevPostgres::temporary);
    var users = system.users(postgres.database("users"));
    var scores = system.scores(postgres.database("scores"));
    var services =
        resources.start(
            () -> ServiceProcesses.start(List.of(users, scores), system, it -> JvmOptions.small()));
    services.awaitReady();
    return resources.start(() -> CommandProcess.start(command, users, scores)).exitCode();
  }

  private static Path newDirectoryIn(Path parent) {
    try {
      Files.createDirectories(parent);
      var data = Files.createTempDirectory(parent, "");
      Files.createDirectories(data.resolve("logs"));
      return data.toAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot create a directory in " + parent, e);
    }
  }
}
