package dev.scores.chassis.commands;

import dev.scores.chassis.operations.Logs;
import dev.scores.chassis.settings.CommonSettings;
import dev.scores.chassis.settings.DatabaseUrl;
import dev.scores.chassis.settings.Settings;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.output.MigrateResult;

/**
 * The tables of the service's database, as the migrations on the class path make them. Flyway locks
 * the database for each migration, so that of several that come at once one does it and the others
 * wait.
 */
final class Tables {

  private final Flyway flyway;

  private Tables(Flyway flyway) {
    this.flyway = flyway;
  }

  /** Needs {@code DATABASE_URL} of the environment and nothing else. */
  static Tables of(Map<String, String> environment) {
    Logs.to(environment);
    Settings.read(List.of(CommonSettings.DATABASE), environment);
    DatabaseUrl database = DatabaseUrl.parse(environment.getOrDefault("DATABASE_URL", "").strip());
    return new Tables(
        Flyway.configure()
            .dataSource(
                database.jdbcUrl(), database.user().orElse(null), database.password().orElse(null))
            .cleanDisabled(false)
            // As in service-defaults.yml.
            .configuration(Map.of("flyway.postgresql.transactional.lock", "false"))
            .load());
  }

  /** Says what was done, for people. */
  String migrate() {
    MigrateResult done = flyway.migrate();
    return done.migrationsExecuted == 0
        ? "The tables are up to date."
        : "The tables are up to date now: migrated to version %s."
            .formatted(done.targetSchemaVersion);
  }

  /** Says what was done, for people. */
  String recreate() {
    flyway.clean();
    return "Everything was deleted. " + migrate();
  }
}
