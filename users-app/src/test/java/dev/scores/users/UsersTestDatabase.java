package dev.scores.users;

import dev.scores.devservices.DevPostgres;

/**
 * A shared database for tests that do not inspect rows, because migrating one for each takes time.
 */
final class UsersTestDatabase {

  static final String URL = DevPostgres.forTests().freshDatabase();

  private UsersTestDatabase() {}
}
