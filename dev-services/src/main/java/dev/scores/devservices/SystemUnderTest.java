package dev.scores.devservices;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The system as a judge gets it: both services on free ports and an empty PostgreSQL, for as long
 * as one command runs. Any number of them run side by side.
 */
final class SystemUnderTest {

  /** What a shell says of a program that was told to end (SIGTERM). */
  private static final int TOLD_TO_END = 143;

  private final SystemSpec blueprint;
  private final PrintStream err;

  /**
   * @param like whose jars they are, and in whose directory the data lies
   */
  SystemUnderTest(SystemSpec like, PrintStream err) {
    this.blueprint =
        new SystemSpec(
            newDirectoryIn(like.data().resolve("judged")),
            like.usersJar(),
            Ports.anyFree(),
            like.scoresJar(),
            Ports.anyFree());
    this.err = err;
  }

  /**
   * Runs the command with {@code USERS_URL} and {@code SCORES_URL} once both services are ready,
   * and returns its exit code. The services' logs are kept where that is not 0.
   *
   * @throws StartupException when a service does not come up
   */
  int judgedBy(List<String> command) throws InterruptedException {
    int exitCode = -1;
    try (var running = Running.untilToldToEnd(TOLD_TO_END)) {
      exitCode = judge(running, command);
      return exitCode;
    } finally {
      if (exitCode == 0) {
        StaleFiles.remove(blueprint.data());
      } else {
        err.println("The services' logs are in " + blueprint.logs());
      }
    }
  }

  private int judge(Running running, List<String> command) throws InterruptedException {
    // Not a container, also where there is an engine: nothing has to be fetched, and it is quicker.
    var postgres = running.start(EmbeddedServer::forTests);
    var users = blueprint.users(newDatabase(postgres, "users"));
    var scores = blueprint.scores(newDatabase(postgres, "scores"));
    var processes = running.start(() -> ServiceProcesses.start(List.of(users, scores), blueprint));
    processes.awaitReady();
    return running.start(() -> CheckProcess.start(command, users, scores)).exitCode();
  }

  private static String newDatabase(PostgresServer postgres, String name) {
    DevPostgres.make(postgres, name);
    return postgres.address().url(name);
  }

  private static Path newDirectoryIn(Path parent) {
    try {
      Files.createDirectories(parent);
      var data = Files.createTempDirectory(parent, "");
      Files.createDirectories(data.resolve("logs"));
      Files.createDirectories(data.resolve("cds"));
      return data.toAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make a directory in " + parent, e);
    }
  }
}
