package dev.scores.chassis.commands;

import dev.scores.chassis.database.Migrations;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
    name = "migrate",
    description =
        "Migrates the database to the schema of this release. Safe while the previous release"
            + " serves and when several instances migrate at once.")
record Migrate(Map<String, String> environment, PrintWriter output) implements Callable<Integer> {

  @Override
  public Integer call() {
    output.println(Migrations.of(environment).migrate());
    return 0;
  }
}
