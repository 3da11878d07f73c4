package dev.scores.users.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.users.domain.AccountId;
import dev.scores.users.domain.CaseFolding;
import dev.scores.users.domain.EmailAddress;
import dev.scores.users.domain.LoginIdentifier;
import dev.scores.users.domain.Removals;
import dev.scores.users.domain.RemovedUser;
import dev.scores.users.domain.TokenClaims;
import dev.scores.users.domain.UpdateUserOutcome;
import dev.scores.users.domain.UserUpdate;
import dev.scores.users.domain.Username;
import dev.scores.users.domain.Users;
import dev.scores.users.domain.UsersContract;
import dev.scores.users.domain.UsersUnavailable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class JdbcUsersTest extends UsersContract {

  private static final TokenClaims TOKEN =
      new TokenClaims(
          new UUID(1, 2), new AccountId(1), 1, Optional.empty(), Instant.EPOCH.plusSeconds(1));

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
  protected Users empty() {
    try {
      database.execute(
          "truncate users, revoked_tokens, removals, sessions, mail_tokens restart identity");
    } catch (SQLException fault) {
      throw new IllegalStateException(fault);
    }
    return database.users();
  }

  @Override
  protected Removals removals() {
    return database.removals();
  }

  @Test
  void removalAtAPromptIsLogged() throws SQLException {
    database.execute("insert into users (username, email) values ('a', 'a@b.co'), ('b', 'b@b.co')");
    database.execute("delete from users; delete from users");
    assertEquals(List.of(new AccountId(1), new AccountId(2)), removed());
  }

  /** A removal that commits late has the higher sequence: a reader never passes it. */
  @Test
  void removalWaitsForAnUncommittedOne() throws SQLException {
    database.execute("insert into users (username, email) values ('a', 'a@b.co'), ('b', 'b@b.co')");
    CompletableFuture<Void> second;
    try (Connection first = database.connect();
        Statement statement = first.createStatement()) {
      first.setAutoCommit(false);
      statement.execute("delete from users where id = 2");
      second = CompletableFuture.runAsync(() -> database.users().remove(new AccountId(1)));
      await(statement, "select exists (select from pg_locks where not granted)");
      assertEquals(List.of(), removed());
      first.commit();
    }
    second.join();
    assertEquals(List.of(new AccountId(2), new AccountId(1)), removed());
  }

  private static void await(Statement statement, String condition) throws SQLException {
    boolean holds = false;
    while (!holds) {
      try (ResultSet row = statement.executeQuery(condition)) {
        holds = row.next() && row.getBoolean(1);
      }
    }
  }

  private static List<AccountId> removed() {
    var page = (Removals.Found.Page) database.removals().after(Optional.empty(), 9);
    return page.removals().stream().map(RemovedUser::user).toList();
  }

  @Test
  void plainInsertAddsAnActiveUserWithoutPassword() throws SQLException {
    database.execute("insert into users (username, email) values ('plain', 'plain@example.com')");
    var user = database.users().find(new AccountId(1)).orElseThrow();
    assertTrue(user.active());
    assertEquals(
        Optional.empty(),
        database.users().find(new LoginIdentifier.ByUsername(new Username("plain"))));
    assertEquals(
        Optional.empty(),
        database.users().find(new LoginIdentifier.ByEmail(new EmailAddress("plain@example.com"))));
  }

  @Test
  void tableConstraintsMatchTheRules() {
    for (String values :
        new String[] {"'', 'a@b.co'", "'a', ''", "repeat('a', 129), 'a@b.co'", "null, 'a@b.co'"}) {
      assertThrows(
          SQLException.class,
          () -> database.execute("insert into users (username, email) values (" + values + ")"),
          values);
    }
  }

  @Test
  void databaseFoldsCaseLikeTheDomain() throws SQLException {
    Map<Integer, String> expected = new TreeMap<>();
    for (int character = 1; character <= Character.MAX_CODE_POINT; character++) {
      String text = Character.toString(character);
      String folded = CaseFolding.fold(text);
      if (!folded.equals(text)) {
        expected.put(character, folded);
      }
    }
    assertEquals(expected, database.foldedCodePoints());
  }

  @Test
  void olderNamesThatDifferInCaseAreKept() throws SQLException {
    database.execute(
        "insert into users (username, email, username_exempt)"
            + " values ('Ada', 'a@example.com', false), ('ada', 'b@example.com', true)");
    Users users = database.users();
    UserUpdate sameName =
        new UserUpdate(
            new Username("ada"),
            new EmailAddress("c@example.com"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    assertInstanceOf(UpdateUserOutcome.Updated.class, users.update(new AccountId(2), sameName));
    assertThrows(
        SQLException.class,
        () ->
            database.execute(
                "insert into users (username, email) values ('ADA', 'd@example.com')"));
  }

  @Test
  void missingTableAndDatabaseAreUnavailable() throws SQLException {
    try (UserRowsFixture dropped = UserRowsFixture.fresh()) {
      dropped.execute("drop table users cascade");
      Users users = dropped.users();
      assertThrows(UsersUnavailable.class, () -> users.find(new AccountId(1)));
      assertThrows(UsersUnavailable.class, () -> users.holder(TOKEN));
      dropped.execute("drop table revoked_tokens");
      assertThrows(UsersUnavailable.class, () -> users.revoke(TOKEN, Instant.EPOCH));
    }
    try (UserRowsFixture nowhere = UserRowsFixture.nowhere()) {
      Users users = nowhere.users();
      assertThrows(UsersUnavailable.class, () -> users.find(new AccountId(1)));
      assertThrows(UsersUnavailable.class, () -> users.holder(TOKEN));
      assertThrows(UsersUnavailable.class, () -> users.revoke(TOKEN, Instant.EPOCH));
    }
  }

  @Test
  void rowHidesItsHash() {
    UserRow row =
        new UserRow(
            1, "ada", "ada@example.com", "secret", true, false, false, Instant.EPOCH, 1, false);
    assertTrue(!row.toString().contains("secret"), row.toString());
  }
}
