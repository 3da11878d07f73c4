package dev.scores.chassis.logging;

import dev.scores.chassis.settings.CommonSettings;
import java.util.Map;

/**
 * Where log lines go: for people in {@code dev} and {@code test} and as JSON elsewhere, to standard
 * output and, where {@code LOG_FILE} names one, to a file as well. {@code logback.xml} has the
 * rest.
 */
public final class LogOutput {

  private LogOutput() {}

  /** Sets the service name and version that each line carries. Call it before {@link #to}. */
  public static void ofService(String name, String version) {
    System.setProperty("logs.service", name);
    System.setProperty("logs.version", version);
  }

  /** Has to come before the first logger: Logback reads its configuration then, and only once. */
  public static void to(Map<String, String> environment) {
    System.setProperty("logs.console", CommonSettings.isDevelopment(environment) ? "text" : "json");
    CommonSettings.logFile(environment)
        .ifPresent(
            file -> {
              System.setProperty("logs.file", file.toString());
              System.setProperty("logs.files", "json");
            });
  }
}
