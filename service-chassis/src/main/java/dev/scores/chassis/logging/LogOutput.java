package dev.scores.chassis.logging;

import dev.scores.chassis.settings.CommonSettings;
import java.util.Map;

/**
 * Configures the log output: text in {@code dev} and {@code test}, JSON elsewhere; standard output
 * and, if {@code LOG_FILE} is set, a file. {@code logback.xml} contains the rest.
 */
public final class LogOutput {

  private LogOutput() {}

  /** Sets the service name and version that each line carries. Call it before {@link #to}. */
  public static void ofService(String name, String version) {
    System.setProperty("logs.service", name);
    System.setProperty("logs.version", version);
  }

  /** Call it before the first logger is created, when Logback reads its configuration. */
  public static void to(Map<String, String> environment) {
    System.setProperty("logs.console", CommonSettings.isDevelopment(environment) ? "text" : "json");
    if (CommonSettings.isTraced(environment)) {
      System.setProperty("logs.trace", " %X{trace_id:--}");
    }
    CommonSettings.logFile(environment)
        .ifPresent(
            file -> {
              System.setProperty("logs.file", file.toString());
              System.setProperty("logs.files", "json");
            });
  }

  /** Writes text to standard error, for a command whose standard output is for programs. */
  public static void toStandardError() {
    System.setProperty("logs.console", "text");
    System.setProperty("logs.target", "System.err");
  }
}
