package dev.scores.chassis.commands;

import static java.util.Objects.requireNonNull;

import dev.scores.chassis.database.Migrations;
import dev.scores.chassis.settings.CommonSettings;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "recreate-db",
    description = "Deletes everything in the database and creates the schema anew.")
final class RecreateDb implements Callable<Integer> {

  private final Map<String, String> environment;
  private final PrintWriter output;

  @Option(names = "--yes", description = "Confirms the deletion; required outside dev and test.")
  private boolean sure;

  @Spec private @Nullable CommandSpec spec;

  RecreateDb(Map<String, String> environment, PrintWriter output) {
    this.environment = environment;
    this.output = output;
  }

  @Override
  public Integer call() {
    if (!sure && !CommonSettings.isDevelopment(environment)) {
      throw new ParameterException(
          requireNonNull(spec).commandLine(),
          "recreate-db deletes everything: outside dev and test it requires --yes");
    }
    output.println(Migrations.of(environment).recreate());
    return 0;
  }
}
