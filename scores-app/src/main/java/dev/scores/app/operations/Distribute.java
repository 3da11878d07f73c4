package dev.scores.app.operations;

import static java.util.Objects.requireNonNull;

import dev.scores.chassis.logging.LogOutput;
import dev.scores.chassis.settings.CommonSettings;
import dev.scores.chassis.settings.DatabaseUrl;
import dev.scores.chassis.settings.Settings;
import dev.scores.persistence.DistributedTables;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code distribute}: distributes the tables over the nodes of a Citus cluster. */
@Command(
    name = "distribute",
    mixinStandardHelpOptions = true,
    description = {
      "Distributes the tables over the nodes of a Citus cluster.",
      "The services can run meanwhile, with DATABASE_ENGINE=citus. Repeat it after an interruption"
          + " and after each migration."
    })
public final class Distribute implements Callable<Integer> {

  private final Map<String, String> environment;

  @Spec private @Nullable CommandSpec spec;

  public Distribute(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws Exception {
    LogOutput.to(environment);
    Settings.read(List.of(CommonSettings.DATABASE), environment);
    DatabaseUrl database =
        DatabaseUrl.parse(Settings.value(CommonSettings.DATABASE, environment)).ofPrimary();
    CommandLine command = requireNonNull(spec).commandLine();
    Optional<String> refusal =
        DistributedTables.create(
            database.jdbcUrl(), database.user(), database.password(), command.getOut()::println);
    refusal.ifPresent(command.getErr()::println);
    return refusal.isPresent() ? 1 : 0;
  }
}
