package dev.scores.chassis.commands;

import static java.util.Objects.requireNonNull;

import dev.scores.chassis.database.Migrations;
import dev.scores.chassis.settings.CommonSettings;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "after-restore",
    description =
        "Migrates and prepares a restored database: ends all sessions, expires all cursors and"
            + " skips ids. Once after each restore, before an instance serves.")
final class AfterRestore implements Callable<Integer> {

  private final Map<String, String> environment;
  private final PrintWriter output;

  @Option(names = "--yes", description = "Confirms it; required outside dev and test.")
  private boolean sure;

  @Spec private @Nullable CommandSpec spec;

  AfterRestore(Map<String, String> environment, PrintWriter output) {
    this.environment = environment;
    this.output = output;
  }

  @Override
  public Integer call() throws SQLException {
    if (!sure && !CommonSettings.isDevelopment(environment)) {
      throw new ParameterException(
          requireNonNull(spec).commandLine(),
          "after-restore ends all sessions and expires all cursors of the database in"
              + " DATABASE_URL: outside dev and test it requires --yes");
    }
    output.println(Migrations.of(environment).prepareRestored());
    return 0;
  }
}
