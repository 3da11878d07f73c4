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
 * Checks that the database accepts writes and is of the kind that the settings name, and compares
 * its schema, as Flyway's history table records it, with the newest migration on the class path. A
 * newer schema is fine: a newer release may run beside this one. Thread-safe.
 */
@Singleton
public final class SchemaCheck {

  private static final String MIGRATIONS = "db/migration";
  private static final Pattern VERSIONED = Pattern.compile("V(.+?)__.*\\.sql");
  private static final String UNDEFINED_TABLE = "42P01";

  private static final int TIMEOUT_SECONDS = 1;

  /** One row per migration. A server in recovery, such as a standby, is read-only, too. */
  private final String applied;

  /** Read at the first check, so that it does not delay the start. */
  private volatile Optional<MigrationVersion> newest = Optional.empty();

  public SchemaCheck(SchemaSettings settings) {
    this.applied =
        """
        select version, current_setting('transaction_read_only') = 'on', %s
        from flyway_schema_history where success and version is not null
        """
            .formatted(settings.mismatch());
  }

  /**
   * Checks with one query of at most {@value #TIMEOUT_SECONDS} s. The result is not cached: a
   * schema may be dropped or replaced by an older backup.
   *
   * @return empty if the database is suitable
   */
  public Optional<Problem> problem(Connection connection) throws SQLException {
    List<Applied> migrations = applied(connection);
    if (migrations.isEmpty()) {
      return Optional.of(new Problem("the schema is missing: run the command migrate", false));
    }
    if (migrations.getFirst().isReadOnly()) {
      return Optional.of(
          new Problem(
              "the database is read-only: it is a standby, or does not accept writes", true));
    }
    MigrationVersion needed = newest();
    return migrations.stream()
        .map(Applied::version)
        .max(MigrationVersion::compareTo)
        .filter(version -> version.compareTo(needed) < 0)
        .map(
            version ->
                "the schema has version %s and this release needs %s: run the command migrate"
                    .formatted(version, needed))
        .or(() -> migrations.getFirst().mismatch())
        .map(reason -> new Problem(reason, false));
  }

  /**
   * Why a database is not suitable.
   *
   * @param reason for operators
   * @param isOfServer whether it is this server that accepts no writes, so that a new connection
   *     may lead to a better one
   */
  public record Problem(String reason, boolean isOfServer) {}

  private record Applied(MigrationVersion version, boolean isReadOnly, Optional<String> mismatch) {}

  private List<Applied> applied(Connection connection) throws SQLException {
    List<Applied> migrations = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(TIMEOUT_SECONDS);
      try (ResultSet rows = statement.executeQuery(applied)) {
        while (rows.next()) {
          migrations.add(
              new Applied(
                  MigrationVersion.fromVersion(rows.getString(1)),
                  rows.getBoolean(2),
                  Optional.ofNullable(rows.getString(3))));
        }
      }
    } catch (SQLException fault) {
      if (!UNDEFINED_TABLE.equals(fault.getSQLState())) {
        throw fault;
      }
    }
    return migrations;
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
