package dev.scores.app;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;

/** The exit status and output of a command that was executed in this JVM. */
record ExecutedCommand(int status, String output, String errors) {

  /**
   * @param environment the whole environment
   */
  static ExecutedCommand of(Map<String, String> environment, String... arguments) {
    StringWriter output = new StringWriter();
    StringWriter errors = new StringWriter();
    int status =
        ScoresApplication.program(environment)
            .execute(
                arguments,
                environment,
                new PrintWriter(output, true),
                new PrintWriter(errors, true));
    return new ExecutedCommand(status, output.toString(), errors.toString());
  }
}
