package dev.scores.chassis.commands;

import java.net.BindException;
import java.sql.SQLException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.flywaydb.core.internal.exception.FlywayMigrateException;

/** Describes in one line why a service did not start or a command failed. */
final class StartFailure {

  private StartFailure() {}

  static String line(Throwable fault) {
    List<Throwable> causes = causes(fault);
    Throwable root = causes.getLast();
    String reason = firstLine(root) + state(causes);
    Optional<Throwable> migration =
        causes.stream().filter(FlywayMigrateException.class::isInstance).findFirst();
    if (migration.isPresent()) {
      return "A migration failed: %s: %s".formatted(firstLine(migration.get()), reason);
    }
    if (causes.stream().anyMatch(SQLException.class::isInstance)) {
      return "DATABASE_URL: the database cannot be used: " + reason;
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
  private static String state(List<Throwable> causes) {
    return causes.reversed().stream()
        .filter(SQLException.class::isInstance)
        .map(SQLException.class::cast)
        .flatMap(sql -> Stream.ofNullable(sql.getSQLState()))
        .findFirst()
        .map(" (SQLSTATE %s)"::formatted)
        .orElse("");
  }

  /** The causes from the outermost to the root; a cycle ends the list. */
  private static List<Throwable> causes(Throwable fault) {
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    return Stream.iterate(fault, cause -> cause != null && seen.add(cause), Throwable::getCause)
        .toList();
  }
}
