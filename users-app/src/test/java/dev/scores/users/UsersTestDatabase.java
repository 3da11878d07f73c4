package dev.scores.users;

import dev.scores.devservices.DevPostgres;

/** One database for the tests that do not look at rows: migrating one for each costs time. */
final class UsersTestDatabase {

  static final String URL = DevPostgres.forTests().freshDatabase();

  private UsersTestDatabase() {}
}
