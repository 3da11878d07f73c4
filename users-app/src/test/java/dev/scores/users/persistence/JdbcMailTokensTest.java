package dev.scores.users.persistence;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.scores.users.domain.AccountId;
import dev.scores.users.domain.MailPurpose;
import dev.scores.users.domain.MailToken;
import dev.scores.users.domain.MailTokens;
import dev.scores.users.domain.MailTokensContract;
import dev.scores.users.domain.Users;
import dev.scores.users.domain.UsersUnavailable;
import java.sql.SQLException;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class JdbcMailTokensTest extends MailTokensContract {

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
      database.execute("truncate users restart identity cascade");
    } catch (SQLException fault) {
      throw new IllegalStateException(fault);
    }
    return database.users();
  }

  @Override
  protected MailTokens tokens() {
    return database.mailTokens();
  }

  @Test
  void unreachableDatabaseIsUnavailable() {
    try (UserRowsFixture nowhere = UserRowsFixture.nowhere()) {
      MailToken token = new MailToken("x");
      assertThrows(
          UsersUnavailable.class,
          () ->
              nowhere
                  .mailTokens()
                  .add(
                      new AccountId(1),
                      MailPurpose.PASSWORD_RESET,
                      token,
                      Instant.EPOCH,
                      Instant.EPOCH));
    }
  }
}
