package dev.scores.chassis.commands;

import static java.util.function.Predicate.not;

import java.net.BindException;
import java.sql.SQLException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.flywaydb.core.internal.exception.FlywayMigrateException;

/** Describes in one line why a service did not start or a command failed. */
final class StartFailure {

  /**
   * SQLSTATEs of a failed connection: of its classes, the server starts or stops, too many
   * connections.
   */
  private static final Pattern CONNECTION = Pattern.compile("(08|28|3D).*|57P0.|53300");

  private StartFailure() {}

  static String line(Throwable fault) {
    List<Throwable> causes = causes(fault);
    Throwable root = causes.getLast();
    Optional<String> state = state(causes);
    String reason = firstLine(root) + state.map(" (SQLSTATE %s)"::formatted).orElse("");
    Optional<Throwable> migration =
        causes.stream().filter(FlywayMigrateException.class::isInstance).findFirst();
    if (migration.isPresent()) {
      return "A migration failed: %s: %s".formatted(firstLine(migration.get()), reason);
    }
    if (causes.stream().anyMatch(SQLException.class::isInstance)) {
      return state.filter(not(StartFailure::isOfConnection)).isPresent()
          ? "The database failed an operation: " + reason
          : "DATABASE_URL: the database cannot be used: " + reason;
    }
    if (root instanceof BindException) {
      return "PORT: the port cannot be listened on: " + reason;
    }
    return "The service cannot start: %s (%s)".formatted(reason, root.getClass().getSimpleName());
  }

  private static String firstLine(Throwable fault) {
    return Optional.ofNullable(fault.getMessage())
        .flatMap(message -> message.lines().filter(line -> !line.isBlank()).findFirst())
        .orElse("no reason given");
  }

  /** The SQLSTATE of the innermost exception that has one. */
  private static Optional<String> state(List<Throwable> causes) {
    return causes.reversed().stream()
        .filter(SQLException.class::isInstance)
        .map(SQLException.class::cast)
        .flatMap(sql -> Stream.ofNullable(sql.getSQLState()))
        .findFirst();
  }

  private static boolean isOfConnection(String state) {
    return CONNECTION.matcher(state).matches();
  }

  /** The causes from the outermost to the root; a cycle ends the list. */
  private static List<Throwable> causes(Throwable fault) {
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    return Stream.iterate(fault, cause -> cause != null && seen.add(cause), Throwable::getCause)
        .toList();
  }
}
