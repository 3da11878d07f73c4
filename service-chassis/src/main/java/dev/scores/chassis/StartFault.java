package dev.scores.chassis;

import java.net.BindException;
import java.sql.SQLException;
import java.util.stream.Stream;

/** Why a service did not start, in one line for people. */
final class StartFault {

  private StartFault() {}

  static String line(Throwable fault) {
    Throwable root =
        Stream.iterate(fault, cause -> cause != null, Throwable::getCause)
            .reduce((outer, inner) -> inner)
            .orElse(fault);
    String reason = String.valueOf(root.getMessage()).lines().findFirst().orElse("no reason given");
    boolean database =
        Stream.iterate(fault, cause -> cause != null, Throwable::getCause)
            .anyMatch(SQLException.class::isInstance);
    if (database) {
      return "DATABASE_URL: the database cannot be used: " + reason;
    }
    if (root instanceof BindException) {
      return "PORT: the port cannot be listened on: " + reason;
    }
    return "The service cannot start: %s (%s)".formatted(reason, root.getClass().getSimpleName());
  }
}
