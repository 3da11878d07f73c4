package dev.scores.chassis.database;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.scores.chassis.database.SchemaCheck.Problem;
import dev.scores.chassis.logging.LogOutput;
import dev.scores.chassis.settings.CommonSettings;
import dev.scores.chassis.settings.DatabaseUrl;
import dev.scores.chassis.settings.InvalidSettingsException;
import dev.scores.chassis.settings.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.flywaydb.core.api.output.MigrateResult;
import org.flywaydb.core.api.output.ValidateOutput;

/**
 * Applies the migrations on the class path to the service's database. Flyway locks the database for
 * each migration: of several concurrent callers one migrates and the others wait. It opens its own
 * connections, because it needs two and the pool may be smaller.
 */
public final class Migrations {

  private final FluentConfiguration flyway;

  private Migrations(FluentConfiguration flyway) {
    this.flyway = flyway;
  }

  /**
   * Reads only {@code DATABASE_URL}, or its file.
   *
   * @throws InvalidSettingsException if it is missing or invalid
   */
  public static Migrations of(Map<String, String> environment) {
    LogOutput.to(environment);
    Settings.read(List.of(CommonSettings.DATABASE), environment);
    DatabaseUrl database =
        DatabaseUrl.parse(Settings.value(CommonSettings.DATABASE, environment)).ofPrimary();
    return new Migrations(
        Flyway.configure()
            .dataSource(
                database.jdbcUrl(), database.user().orElse(null), database.password().orElse(null))
            // Not a transactional lock: CREATE INDEX CONCURRENTLY waits for all transactions.
            .configuration(Map.of("flyway.postgresql.transactional.lock", "false")));
  }

  /**
   * Brings the schema up to date and returns a message for people. A failed migration is executed
   * again if it ran outside a transaction.
   *
   * @throws FlywayException if the database cannot be used or its history does not match
   */
  public String migrate() {
    MigrateResult result = applied(flyway.load());
    return result.migrationsExecuted == 0
        ? "The tables are up to date."
        : "The tables are up to date now: migrated to version %s."
            .formatted(result.targetSchemaVersion);
  }

  /**
   * The history has failed migrations only if they were executed outside a transaction, and such a
   * migration can be repeated (CONTRIBUTING.md).
   */
  private MigrateResult applied(Flyway database) {
    try {
      return database.migrate();
    } catch (FlywayValidateException invalid) {
      List<ValidateOutput> problems = problems();
      if (!problems.stream().allMatch(Migrations::isFailure)) {
        throw invalid;
      }
      // Another instance may have repaired the history since.
      if (!problems.isEmpty()) {
        database.repair();
      }
      return database.migrate();
    }
  }

  private List<ValidateOutput> problems() {
    return new FluentConfiguration()
        .configuration(flyway)
        .ignoreMigrationPatterns("*:pending", "*:future")
        .load()
        .validateWithResult()
        .invalidMigrations;
  }

  /** Of others a repair of the history would adopt the changed migration. */
  private static boolean isFailure(ValidateOutput problem) {
    return problem.errorDetails.errorCode == CoreErrorCode.FAILED_VERSIONED_MIGRATION;
  }

  /**
   * Why a command of this release must not change the tables: the schema is missing or older, or
   * the database is read-only.
   */
  public Optional<String> problem() throws SQLException {
    try (Connection connection = flyway.getDataSource().getConnection()) {
      return new SchemaCheck(SchemaSettings.any()).problem(connection).map(Problem::reason);
    }
  }

  /**
   * Deletes everything, creates the schema anew and returns a message for people.
   *
   * @throws FlywayException as above
   */
  public String recreate() {
    flyway.cleanDisabled(false).load().clean();
    return "Everything was deleted. " + migrate();
  }

  /**
   * Migrates a restored database, executes the service's {@code db/after-restore.sql} in one
   * transaction, and returns a message for people.
   *
   * @throws FlywayException as above
   * @throws SQLException if the script fails; it has changed nothing then
   */
  public String prepareRestored() throws SQLException {
    String migrated = migrate();
    try (Connection connection = flyway.getDataSource().getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute(script());
      connection.commit();
    }
    return migrated + " The restored database is prepared.";
  }

  private static String script() {
    try (InputStream script = Migrations.class.getResourceAsStream("/db/after-restore.sql")) {
      return new String(requireNonNull(script).readAllBytes(), UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
