package dev.scores.fake;

import java.nio.file.Path;
import java.util.Optional;

/** The Java that runs the service, which needs Java 25. */
final class JavaCommand {

  private static final int NEEDED = 25;
  private static final String VARIABLE = "SCORES_FAKE_JAVA";

  private JavaCommand() {}

  static boolean isThisJavaSuitable() {
    return Runtime.version().feature() >= NEEDED;
  }

  /**
   * The command {@code java} of this JVM; if it is too old, the one that the environment names.
   *
   * @throws IllegalStateException if it does not name one
   */
  static String find() {
    if (isThisJavaSuitable()) {
      return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
    return Optional.ofNullable(System.getenv(VARIABLE))
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "The fake needs Java %d and this is Java %d: set %s to the path of a newer java"
                        .formatted(NEEDED, Runtime.version().feature(), VARIABLE)));
  }
}
