package dev.scores.chassis.database;

import dev.scores.chassis.logging.LogOutput;
import dev.scores.chassis.settings.CommonSettings;
import dev.scores.chassis.settings.DatabaseUrl;
import dev.scores.chassis.settings.InvalidSettingsException;
import dev.scores.chassis.settings.Settings;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.output.MigrateResult;

/**
 * The tables of the service's database, as the migrations on the class path make them. Flyway locks
 * the database for each migration, so that of several that come at once one does it and the others
 * wait. It takes connections of its own, for it needs two, and the pool may be smaller.
 */
public final class Migrations {

  private final FluentConfiguration flyway;

  private Migrations(FluentConfiguration flyway) {
    this.flyway = flyway;
  }

  /**
   * Needs {@code DATABASE_URL} of the environment and nothing else.
   *
   * @throws InvalidSettingsException where it is missing or wrong
   */
  public static Migrations of(Map<String, String> environment) {
    LogOutput.to(environment);
    Settings.read(List.of(CommonSettings.DATABASE), environment);
    DatabaseUrl database = DatabaseUrl.parse(environment.getOrDefault("DATABASE_URL", "").strip());
    return new Migrations(
        Flyway.configure()
            .dataSource(
                database.jdbcUrl(), database.user().orElse(null), database.password().orElse(null))
            // A lock that is no transaction: an index that is built beside running writers waits
            // for all of those to end.
            .configuration(Map.of("flyway.postgresql.transactional.lock", "false")));
  }

  /**
   * Brings them up to date, and says what was done, for people.
   *
   * @throws FlywayException where the database cannot be used, or is not as Flyway left it
   */
  public String migrate() {
    MigrateResult done = flyway.load().migrate();
    return done.migrationsExecuted == 0
        ? "The tables are up to date."
        : "The tables are up to date now: migrated to version %s."
            .formatted(done.targetSchemaVersion);
  }

  /**
   * Deletes everything and makes them anew, and says what was done, for people.
   *
   * @throws FlywayException as above
   */
  public String recreate() {
    flyway.cleanDisabled(false).load().clean();
    return "Everything was deleted. " + migrate();
  }
}
