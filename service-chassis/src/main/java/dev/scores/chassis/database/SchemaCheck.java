package dev.scores.chassis.database;

import io.micronaut.core.io.IOUtils;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.flywaydb.core.api.MigrationVersion;

/**
 * Compares the schema of the database, as Flyway's history table records it, with the newest
 * migration on the class path. A newer schema is fine: a newer release may run beside this one.
 * Thread-safe.
 */
@Singleton
public final class SchemaCheck {

  private static final String MIGRATIONS = "db/migration";
  private static final Pattern VERSIONED = Pattern.compile("V(.+?)__.*\\.sql");
  private static final String UNDEFINED_TABLE = "42P01";

  /** One row per migration. */
  private static final String APPLIED =
      "select version from flyway_schema_history where success and version is not null";

  private static final int TIMEOUT_SECONDS = 1;

  /** Read at the first check, so that it does not delay the start. */
  private volatile Optional<MigrationVersion> newest = Optional.empty();

  /**
   * Checks with one query of at most {@value #TIMEOUT_SECONDS} s. The result is not cached: a
   * schema may be dropped or replaced by an older backup.
   *
   * @return the problem, for operators; empty if the schema is suitable
   */
  public Optional<String> problem(Connection connection) throws SQLException {
    MigrationVersion needed = newest();
    Optional<MigrationVersion> applied = applied(connection);
    if (applied.isEmpty()) {
      return Optional.of("the schema is missing: run the command migrate");
    }
    return applied
        .filter(version -> version.compareTo(needed) < 0)
        .map(
            version ->
                "the schema has version %s and this release needs %s: run the command migrate"
                    .formatted(version, needed));
  }

  private static Optional<MigrationVersion> applied(Connection connection) throws SQLException {
    List<MigrationVersion> versions = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(TIMEOUT_SECONDS);
      try (ResultSet rows = statement.executeQuery(APPLIED)) {
        while (rows.next()) {
          versions.add(MigrationVersion.fromVersion(rows.getString(1)));
        }
      }
    } catch (SQLException fault) {
      if (!UNDEFINED_TABLE.equals(fault.getSQLState())) {
        throw fault;
      }
    }
    return versions.stream().max(MigrationVersion::compareTo);
  }

  private MigrationVersion newest() {
    if (newest.isEmpty()) {
      newest = Optional.of(newestOnClassPath());
    }
    return newest.get();
  }

  private static MigrationVersion newestOnClassPath() {
    List<MigrationVersion> versions = new ArrayList<>();
    try {
      for (URI root : IOUtils.getResources(SchemaCheck.class.getClassLoader(), MIGRATIONS)) {
        IOUtils.eachFile(root, MIGRATIONS, file -> version(file).ifPresent(versions::add));
      }
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
    return Collections.max(versions);
  }

  private static Optional<MigrationVersion> version(Path file) {
    Matcher name = VERSIONED.matcher(file.getFileName().toString());
    return name.matches()
        ? Optional.of(MigrationVersion.fromVersion(name.group(1)))
        : Optional.empty();
  }
}
