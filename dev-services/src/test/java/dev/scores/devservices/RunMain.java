package dev.scores.devservices;

import java.nio.file.Path;
import java.util.Arrays;

/**
 * {@code ./run} with stub services. Arguments: data directory, users jar and port, scores jar and
 * port, then those of {@code ./run}.
 */
final class RunMain {

  private RunMain() {}

  public static void main(String[] arguments) {
    var system =
        new SystemSpec(
            Path.of(arguments[0]),
            Path.of(arguments[1]),
            Integer.parseInt(arguments[2]),
            Path.of(arguments[3]),
            Integer.parseInt(arguments[4]));
    System.exit(
        RunCommand.run(
            system, System.getenv(), Arrays.copyOfRange(arguments, 5, arguments.length)));
  }
}
