package dev.scores.app.operations;

import static java.util.Objects.requireNonNull;

import dev.scores.chassis.database.Migrations;
import dev.scores.chassis.settings.CommonSettings;
import dev.scores.chassis.settings.DatabaseUrl;
import dev.scores.chassis.settings.Settings;
import dev.scores.persistence.DistributedTables;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
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
    CommandLine command = requireNonNull(spec).commandLine();
    Optional<String> refusal = Migrations.of(environment).problem();
    if (refusal.isEmpty()) {
      refusal = distribute(command.getOut()::println);
    }
    refusal.ifPresent(command.getErr()::println);
    return refusal.isPresent() ? 1 : 0;
  }

  private Optional<String> distribute(Consumer<String> progress) throws Exception {
    DatabaseUrl database =
        DatabaseUrl.parse(Settings.value(CommonSettings.DATABASE, environment)).ofPrimary();
    return DistributedTables.create(
        database.jdbcUrl(), database.user(), database.password(), progress);
  }
}
