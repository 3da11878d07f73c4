package dev.scores.chassis.commands;

import dev.scores.chassis.ServiceDefinition;
import dev.scores.chassis.logging.LogOutput;
import io.micronaut.context.ApplicationContext;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "seed", description = "Inserts sample data into the database, unless it exists.")
record SeedDb(
    ServiceDefinition service, Seed seed, Map<String, String> environment, PrintWriter output)
    implements Callable<Integer> {

  @Override
  public Integer call() {
    LogOutput.to(environment);
    try (ApplicationContext context = service.commandContext(environment)) {
      ServiceDefinition.start(context, environment);
      output.println(seed.insert(context));
    }
    return 0;
  }
}
