package dev.scores.devservices;

import java.nio.file.Path;
import java.util.Arrays;

/** {@code ./run} on stubs: data directory, users jar and port, scores jar and port, arguments. */
final class RunMain {

  private RunMain() {}

  public static void main(String[] arguments) {
    var blueprint =
        new SystemSpec(
            Path.of(arguments[0]),
            Path.of(arguments[1]),
            Integer.parseInt(arguments[2]),
            Path.of(arguments[3]),
            Integer.parseInt(arguments[4]));
    System.exit(Run.run(blueprint, Arrays.copyOfRange(arguments, 5, arguments.length)));
  }
}
