package dev.scores.devservices;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The choice between the ways to a PostgreSQL: the first that starts is taken and logged. */
final class ServerFallback {

  private static final Logger LOG = LoggerFactory.getLogger(DevPostgres.class);

  /**
   * One way to a server; {@code start} throws {@link StartupException} when it is not to be had.
   */
  record Way(String name, Supplier<PostgresServer> start) {}

  /** A server and the name of the way it came. */
  record Started(String name, PostgresServer server) {}

  private ServerFallback() {}

  /**
   * Tries the ways in order; those after the first that starts are left alone.
   *
   * @throws StartupException when none starts, with every way's reason
   */
  static Started of(List<Way> ways) {
    var reasons = new ArrayList<String>();
    var failures = new ArrayList<StartupException>();
    for (Way way : ways) {
      try {
        PostgresServer server = way.start().get();
        LOG.info("PostgreSQL on port {} from: {} {}", port(server), way.name(), reasons);
        return new Started(way.name(), server);
      } catch (StartupException e) {
        reasons.add(way.name() + ": " + e.getMessage());
        failures.add(e);
      }
    }
    var none =
        new StartupException("No PostgreSQL could be started. " + String.join("; ", reasons));
    failures.forEach(none::addSuppressed);
    throw none;
  }

  private static int port(PostgresServer server) {
    return server.address().port();
  }
}
