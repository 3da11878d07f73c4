package dev.scores.devservices;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    description = "Starts PostgreSQL, both services and a demo user; Ctrl-C stops everything.",
    footer = {
      "",
      "Instead of it:",
      "  --verify URL [--token TOKEN] [--report FILE]",
      "            Hold a scores service, or a fake, against the contract.",
      "  --mock    Serve the contracts' examples on 5001 and 5002; needs Node."
    })
final class Run implements Callable<Integer> {

  @Option(names = "--fresh", scope = ScopeType.INHERIT, description = "Start with empty databases.")
  private boolean fresh;

  @Option(names = "--demo", description = "Fill both services with a class, always the same one.")
  private boolean demo;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // picocli looks at it.
  private boolean help;

  @Spec private @Nullable CommandSpec spec; // Picocli sets it.
  private final SystemSpec blueprint;

  Run(SystemSpec blueprint) {
    this.blueprint = blueprint;
  }

  /** In the root of a checkout in which everything is built. */
  public static void main(String[] arguments) {
    var version = Run.class.getPackage().getImplementationVersion();
    var root = Path.of("").toAbsolutePath();
    System.exit(run(SystemSpec.of(root, String.valueOf(version)), arguments));
  }

  /** Returns the exit code, unless the JVM is told to end before. */
  static int run(SystemSpec blueprint, String... arguments) {
    logInto(blueprint.logs());
    var line = new CommandLine(new Run(blueprint)).setExecutionExceptionHandler(Run::tell);
    // What follows the name of a judge is the judge's.
    line.setStopAtPositional(true);
    return line.execute(arguments);
  }

  @Override
  public Integer call() throws InterruptedException {
    system().run();
    return 0;
  }

  @Command(description = "Starts only the database, for work in an IDE.")
  int db() throws InterruptedException {
    if (demo) {
      throw new ParameterException(
          requireNonNull(spec).commandLine(), "--demo needs the services, so not with db");
    }
    system().runDatabase();
    return 0;
  }

  @Command(
      hidden = true,
      description = "Runs a command against both services, fresh and on free ports, and ends them.")
  int judge(@Parameters(arity = "1..*") List<String> command) throws InterruptedException {
    return new SystemUnderTest(blueprint, System.err).judgedBy(command);
  }

  private DevelopmentSystem system() {
    return new DevelopmentSystem(blueprint, fresh, demo, System.out);
  }

  private static int tell(Exception e, CommandLine command, CommandLine.ParseResult ignored)
      throws Exception {
    if (!(e instanceof StartupException)) {
      throw e;
    }
    command.getErr().println(e.getMessage());
    return 1;
  }

  /** The libraries' chatter belongs beside the services' logs; SLF4J reads this on first use. */
  private static void logInto(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make " + directory, e);
    }
    System.setProperty("org.slf4j.simpleLogger.logFile", directory.resolve("run.log").toString());
    System.setProperty("org.slf4j.simpleLogger.showDateTime", "true");
  }
}
