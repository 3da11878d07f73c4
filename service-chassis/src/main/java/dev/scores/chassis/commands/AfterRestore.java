package dev.scores.chassis.commands;

import dev.scores.chassis.database.Migrations;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
    name = "after-restore",
    description =
        "Migrates a restored database and prepares it, so that nothing of what was lost is mistaken"
            + " for what comes now. Once after each restore, before an instance serves.")
record AfterRestore(Map<String, String> environment, PrintWriter output)
    implements Callable<Integer> {

  @Override
  public Integer call() throws SQLException {
    output.println(Migrations.of(environment).prepareRestored());
    return 0;
  }
}
