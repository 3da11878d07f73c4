package dev.scores.users.persistence;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.scores.users.domain.ServiceAccounts;
import dev.scores.users.domain.ServiceAccountsContract;
import dev.scores.users.domain.UsersUnavailable;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class JdbcServiceAccountsTest extends ServiceAccountsContract {

  private static UserRowsFixture database;

  @BeforeAll
  static void open() {
    database = UserRowsFixture.fresh();
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @Override
  protected ServiceAccounts empty() {
    try {
      database.execute("truncate service_accounts");
    } catch (SQLException fault) {
      throw new IllegalStateException(fault);
    }
    return database.serviceAccounts();
  }

  @Test
  void unreachableDatabaseIsUnavailable() {
    try (UserRowsFixture nowhere = UserRowsFixture.nowhere()) {
      assertThrows(UsersUnavailable.class, () -> nowhere.serviceAccounts().all());
    }
  }
}
