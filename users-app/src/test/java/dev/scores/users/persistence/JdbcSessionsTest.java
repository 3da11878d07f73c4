package dev.scores.users.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.scores.users.domain.AccountId;
import dev.scores.users.domain.Sessions;
import dev.scores.users.domain.SessionsContract;
import dev.scores.users.domain.Users;
import dev.scores.users.domain.UsersUnavailable;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class JdbcSessionsTest extends SessionsContract {

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
  protected Users emptyUsers() {
    try {
      database.execute("truncate users, revoked_tokens restart identity cascade");
    } catch (SQLException fault) {
      throw new IllegalStateException(fault);
    }
    return database.users();
  }

  @Override
  protected Sessions sessions() {
    return database.sessions();
  }

  @Test
  void missingTableAndDatabaseAreUnavailable() throws SQLException {
    AccountId user = new AccountId(1);
    try (UserRowsFixture dropped = UserRowsFixture.fresh()) {
      dropped.execute("drop table sessions");
      Sessions sessions = dropped.sessions();
      assertThrows(UsersUnavailable.class, () -> sessions.of(user, Instant.EPOCH));
      assertThrows(UsersUnavailable.class, () -> sessions.endAll(user));
    }
    try (UserRowsFixture nowhere = UserRowsFixture.nowhere()) {
      Sessions sessions = nowhere.sessions();
      assertThrows(UsersUnavailable.class, () -> sessions.end(user, new UUID(1, 2)));
    }
  }

  @Test
  void newSessionDeletesEndedOnes() throws SQLException {
    database.execute(
        """
        insert into users (username, email, token_generation)
          values ('eve', 'eve@example.com', 7), ('fay', 'fay@example.com', 7);
        insert into sessions (id, user_id, token_generation, created_at, last_used_at, expires_at,
            family_digest, refresh_digest)
          select gen_random_uuid(), u.id, generation, now(), now(), expiry,
            sha256(random()::text::bytea), sha256('')
          from users u,
            (values (7, now() + interval '1 d'), (6, now() + interval '1 d'), (7, now()))
              as s (generation, expiry)
          where username in ('eve', 'fay')
        """);
    Instant later = Instant.now().plusSeconds(3600);
    int eve = Integer.parseInt(database.value("select id from users where username = 'eve'"));
    database
        .sessions()
        .begin(
            new dev.scores.users.domain.Session(
                UUID.randomUUID(), new AccountId(eve), later, later, later.plusSeconds(1)),
            7,
            dev.scores.users.domain.RefreshToken.of("a".repeat(64)).orElseThrow());
    assertEquals(
        List.of("eve 7", "eve 7", "fay 6", "fay 7"),
        List.of(
            database
                .value(
                    "select string_agg(username || ' ' || s.token_generation, ','"
                        + " order by username, s.token_generation)"
                        + " from sessions s join users u on u.id = s.user_id")
                .split(",")));
  }
}
