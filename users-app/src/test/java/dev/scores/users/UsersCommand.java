package dev.scores.users;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;

/** The exit status and the standard error of a command that was executed in this JVM. */
record UsersCommand(int status, String errors) {

  /**
   * Executes the command; without arguments, the one that serves.
   *
   * @param environment the whole environment
   */
  static UsersCommand execute(Map<String, String> environment, String... arguments) {
    StringWriter errors = new StringWriter();
    int status =
        UsersApplication.program(environment)
            .execute(
                arguments,
                environment,
                new PrintWriter(new StringWriter(), true),
                new PrintWriter(errors, true));
    return new UsersCommand(status, errors.toString());
  }
}
