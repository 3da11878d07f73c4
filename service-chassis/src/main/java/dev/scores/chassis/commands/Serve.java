package dev.scores.chassis.commands;

import dev.scores.chassis.Service;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "serve", description = "Serves until told to stop; what happens without a command.")
record Serve(Service service, Map<String, String> environment) implements Callable<Integer> {

  @Override
  public Integer call() throws InterruptedException {
    service.serve(environment);
    return 0;
  }
}
