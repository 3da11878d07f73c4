package dev.scores.faults;

import static java.util.Objects.requireNonNull;

import dev.scores.faults.Stage.Form;
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
        "Breaks what the services stand on while they are under load, and says what came of it.",
    exitCodeListHeading = "Exit code:%n",
    exitCodeList = {"0:every promise was kept", "1:one was not", "2:wrong usage"})
final class Reliability implements Callable<Integer> {

  @Option(
      names = "--short",
      description = "Fewer rounds, without the longest drills: eight minutes.")
  private boolean quick;

  @Option(
      names = "--minutes",
      paramLabel = "MINUTES",
      description = "How long the soak lasts; ${DEFAULT-VALUE} where nothing is said.")
  private int minutes = 10;

  @Option(names = "--write", description = "Writes the table into docs/reliability.md.")
  private boolean write;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // picocli looks at it.
  private boolean help;

  @Parameters(
      paramLabel = "DRILL",
      description = "Names of drills, or how they begin; all where there is none.")
  private List<String> words = List.of();

  @Spec private @Nullable CommandSpec spec; // Picocli sets it.

  Reliability() {}

  /** In the root of a checkout in which everything is packaged. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Reliability()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    List<Drill> drills = Drills.named(words, quick);
    if (drills.isEmpty()) {
      throw new ParameterException(
          requireNonNull(spec).commandLine(),
          "No such drill: %s. There are %s."
              .formatted(words, Drills.ALL.stream().map(Drill::name).toList()));
    }
    Path root = Path.of("").toAbsolutePath();
    Report report;
    try (var run = Run.begin(root, new Form(quick, minutes))) {
      report = run.drills(drills);
    }
    System.out.print(report.table());
    if (write) {
      ReliabilityDocument.in(root).write(Drills.ALL, report, circumstances());
    }
    return report.isGood() ? 0 : 1;
  }

  private String circumstances() {
    return "%s form, %s, on %d processors."
        .formatted(
            quick ? "Short" : "Whole",
            LocalDate.now(ZoneOffset.UTC),
            Runtime.getRuntime().availableProcessors());
  }
}
