package dev.scores.devservices;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command line of {@code ./run}. */
@Command(
    name = "./run",
    description = "Starts PostgreSQL and both services with a demo user; Ctrl-C stops everything.",
    footer = {
      "",
      "Other modes, each instead of the above:",
      "  --verify URL [--token TOKEN] [...]",
      "            Check that a scores service or a test double conforms to the contract.",
      "  --mock    Serve the contracts' examples on ports 5001 and 5002; needs Node 20.",
      "  fake [--port PORT] [--seed USERS]",
      "            Serve scores from memory, for tests of clients: any token user-<id> is accepted."
    })
final class RunCommand implements Callable<Integer> {

  @Option(
      names = "--fresh",
      scope = ScopeType.INHERIT,
      description = "Delete the data of both services first.")
  private boolean fresh;

  @Option(names = "--demo", description = "Add a demo class, the same each time.")
  private boolean demo;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // Read by picocli.
  private boolean help;

  @Spec private @Nullable CommandSpec spec; // Set by picocli.
  private final SystemSpec system;
  private final Map<String, String> environment;

  private RunCommand(SystemSpec system, Map<String, String> environment) {
    this.system = system;
    this.environment = environment;
  }

  /** Runs in the root of a checkout in which all modules are packaged. */
  public static void main(String[] arguments) {
    var version = RunCommand.class.getPackage().getImplementationVersion();
    var root = Path.of("").toAbsolutePath();
    System.exit(run(SystemSpec.of(root, String.valueOf(version)), System.getenv(), arguments));
  }

  /**
   * Returns the exit code, unless a signal ends the JVM first.
   *
   * @param environment which the services inherit
   */
  static int run(SystemSpec system, Map<String, String> environment, String... arguments) {
    logInto(system.logs());
    var line =
        new CommandLine(new RunCommand(system, environment))
            .setExecutionExceptionHandler(RunCommand::report);
    // Options after the command of with-services belong to that command.
    line.setStopAtPositional(true);
    return line.execute(arguments);
  }

  @Override
  public Integer call() throws InterruptedException {
    announcePlainHttp();
    developmentSystem().run();
    return 0;
  }

  @Command(description = "Starts only the database, for a service that runs in an IDE.")
  int db() throws InterruptedException {
    if (demo) {
      throw new ParameterException(
          requireNonNull(spec).commandLine(), "--demo needs the services: it does not go with db");
    }
    developmentSystem().runDatabase();
    return 0;
  }

  @Command(
      name = "with-services",
      hidden = true,
      description = "Runs a command against both services, started with empty databases.")
  int withServices(@Parameters(arity = "1..*") List<String> command) throws InterruptedException {
    announcePlainHttp();
    return new SystemUnderTest(system, System.err).run(command);
  }

  private void announcePlainHttp() {
    if (!environment.getOrDefault("TLS_CERTIFICATE", "").isBlank()) {
      System.err.println(
          "TLS_CERTIFICATE and TLS_KEY have no effect: the services of ./run serve plain HTTP."
              + " To start a service with TLS, see docs/operations.md#tls.");
    }
  }

  private DevelopmentSystem developmentSystem() {
    return new DevelopmentSystem(system, fresh, demo, System.out);
  }

  private static int report(Exception e, CommandLine command, CommandLine.ParseResult ignored)
      throws Exception {
    if (!(e instanceof StartupException)) {
      throw e;
    }
    command.getErr().println(e.getMessage());
    return 1;
  }

  /** Sends the libraries' log lines to a file; SLF4J reads these properties on first use. */
  private static void logInto(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot create " + directory, e);
    }
    System.setProperty("org.slf4j.simpleLogger.logFile", directory.resolve("run.log").toString());
    System.setProperty("org.slf4j.simpleLogger.showDateTime", "true");
  }
}
