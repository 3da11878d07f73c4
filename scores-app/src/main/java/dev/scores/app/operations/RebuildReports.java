package dev.scores.app.operations;

import static java.util.Objects.requireNonNull;

import dev.scores.chassis.database.MaintenanceStatement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code rebuild-reports}. */
@Command(
    name = "rebuild-reports",
    mixinStandardHelpOptions = true,
    description = {
      "Computes statistics and rankings from all scores and corrects the kept ones.",
      "The services can run meanwhile."
    })
public final class RebuildReports implements Callable<Integer> {

  /** Returns 1 if further events wait. */
  private static final MaintenanceStatement FOLD =
      new MaintenanceStatement("select cast(fold_score_events(20000) as integer)");

  /** For events that wait beyond so many statements, reports are computed at the end of the log. */
  private static final int MAX_FOLDS = 5;

  private static final MaintenanceStatement REBUILD =
      new MaintenanceStatement("select all_scores, corrected_rows from rebuild_reports()");

  private final Map<String, String> environment;

  @Option(
      names = "--check",
      description = "Corrects nothing; exits with status 1 if rows do not match.")
  private boolean check;

  @Spec private @Nullable CommandSpec spec;

  public RebuildReports(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws Exception {
    fold();
    List<Long> found = REBUILD.execute(environment, !check);
    requireNonNull(spec).commandLine().getOut().println(message(found.get(0), found.get(1)));
    return check && found.get(1) > 0 ? 1 : 0;
  }

  /**
   * In transactions of their own: one that has written would hold up the change feed while all
   * scores are read. Goes on if it fails: reports may have to be rebuilt because of that, and what
   * else is wrong the rebuild says.
   */
  private void fold() {
    int folds = 0;
    try {
      while (folds < MAX_FOLDS && FOLD.execute(environment, true).getFirst() == 1) {
        folds++;
      }
    } catch (Exception fault) {
      requireNonNull(spec)
          .commandLine()
          .getErr()
          .println("could not fold the events that wait: " + fault.getMessage());
    }
  }

  private String message(long scores, long rows) {
    if (rows == 0) {
      return "The reports match the %d scores.".formatted(scores);
    }
    return check
        ? "%s of the reports %s not match the %d scores."
            .formatted(counted(rows), rows == 1 ? "does" : "do", scores)
        : "The reports match the %d scores now: %s %s corrected."
            .formatted(scores, counted(rows), rows == 1 ? "was" : "were");
  }

  private static String counted(long rows) {
    return rows == 1 ? "1 row" : rows + " rows";
  }
}
