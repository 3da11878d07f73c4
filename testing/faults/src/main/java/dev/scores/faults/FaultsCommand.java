package dev.scores.faults;

import static java.util.Objects.requireNonNull;

import dev.scores.faults.DrillContext.RunOptions;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command line of {@code testing/faults/run}. */
@Command(
    name = "testing/faults/run",
    sortOptions = false,
    description =
        "Injects faults while the services are under load, and reports whether each promise was kept.",
    exitCodeListHeading = "Exit code:%n",
    exitCodeList = {"0:every promise was kept", "1:a promise was broken", "2:wrong usage"})
final class FaultsCommand implements Callable<Integer> {

  @Option(
      names = "--short",
      description = "Fewer rounds, three drills at a time, without the soak: about four minutes.")
  private boolean quick;

  @Option(
      names = "--minutes",
      paramLabel = "MINUTES",
      description = "Duration of the soak (default: ${DEFAULT-VALUE}).")
  private int minutes = 10;

  @Option(
      names = "--write",
      description = "Write the promises and the table to docs/reliability.md.")
  private boolean write;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // Read by picocli.
  private boolean help;

  @Parameters(
      paramLabel = "DRILL",
      description = "Names of drills or prefixes of names (default: all).")
  private List<String> names = List.of();

  @Spec private @Nullable CommandSpec spec; // Picocli sets it.

  FaultsCommand() {}

  /** Runs in the root of a checkout whose modules are packaged. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new FaultsCommand()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    List<Drill> drills = Drills.named(names, quick);
    if (drills.isEmpty()) {
      throw new ParameterException(
          requireNonNull(spec).commandLine(),
          "unknown drill %s, expected one of %s"
              .formatted(names, Drills.ALL.stream().map(Drill::name).toList()));
    }
    Path root = Path.of("").toAbsolutePath();
    Report report;
    try (var run = DrillRun.begin(root, new RunOptions(quick, minutes))) {
      report = run.drills(drills);
    }
    System.out.print(report.table());
    if (write) {
      ReliabilityDocument.in(root).write(Drills.ALL, report, circumstances());
    }
    return report.isPassed() ? 0 : 1;
  }

  private String circumstances() {
    return "%s options, %s, %d processors."
        .formatted(
            quick ? "Short" : "Full",
            LocalDate.now(ZoneOffset.UTC),
            Runtime.getRuntime().availableProcessors());
  }
}
