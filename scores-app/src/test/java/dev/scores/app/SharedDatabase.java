package dev.scores.app;

import dev.scores.devservices.DevPostgres;

/**
 * A shared database for tests that do not inspect rows, because migrating one for each takes time.
 */
final class SharedDatabase {

  static final String URL = DevPostgres.forTests().freshDatabase();

  private SharedDatabase() {}
}
