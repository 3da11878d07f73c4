package dev.scores.app;

import dev.scores.chassis.database.Migrations;
import dev.scores.devservices.DevPostgres;
import java.util.Map;

/** The databases of the tests: copies of one, because migrating each takes time. */
final class TestDatabases {

  private static final String MIGRATED = migrated();

  /** A shared database for tests that do not inspect rows. */
  static final String SHARED = fresh();

  private TestDatabases() {}

  /** Creates a migrated database without scores and returns its address. */
  static String fresh() {
    return DevPostgres.forTests().freshCopy(MIGRATED);
  }

  private static String migrated() {
    String database = DevPostgres.forTests().freshDatabase();
    Migrations.of(Map.of("MICRONAUT_ENVIRONMENTS", "test", "DATABASE_URL", database)).migrate();
    return database;
  }
}
