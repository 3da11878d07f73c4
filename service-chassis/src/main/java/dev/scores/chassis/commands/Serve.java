package dev.scores.chassis.commands;

import dev.scores.chassis.ServiceDefinition;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = Serve.NAME, description = "Serves until SIGTERM; the default command.")
record Serve(ServiceDefinition service, Map<String, String> environment)
    implements Callable<Integer> {

  static final String NAME = "serve";

  @Override
  public Integer call() throws InterruptedException {
    service.serve(environment);
    return 0;
  }
}
