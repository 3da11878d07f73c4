package dev.scores.users.persistence;

import dev.scores.users.domain.AccountId;
import dev.scores.users.domain.EmailAddress;
import dev.scores.users.domain.TokenClaims;
import dev.scores.users.domain.TokenHolder;
import dev.scores.users.domain.User;
import dev.scores.users.domain.Username;
import io.micronaut.data.exceptions.DataAccessException;
import io.micronaut.jdbc.DataSourceResolver;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The statements on tokens, one per operation. Plain JDBC on the pool itself (ADR 32): the user of
 * a token is queried for every protected request, and by other services for every token that they
 * have not cached. Thread-safe.
 */
@Singleton
final class TokenRows {

  private static final String HOLDER =
      """
      select id, username, email, active, admin, teacher, created_at, email_confirmed,
        token_generation <> ? or exists (select from revoked_tokens t where t.id = ?)
          or cast(? as uuid) is not null and not exists (
            select from sessions s where s.id = ? and s.user_id = users.id) as revoked
      from users where id = ?
      """;

  /** Ends the token's session, too. Deletes some expired entries, so that the table stays small. */
  private static final String REVOKE =
      """
      with expired as (
        delete from revoked_tokens where id in (
          select id from revoked_tokens where expires_at < ? limit 1000
          for update skip locked)),
      ended as (delete from sessions where id = ?)
      insert into revoked_tokens (id, expires_at) values (?, ?)
      on conflict do nothing
      """;

  private final DataSource pool;

  TokenRows(DataSource pool, DataSourceResolver resolver) {
    this.pool = resolver.resolve(pool);
  }

  /** The token's user; null if removed. */
  @Nullable TokenHolder holder(TokenClaims token) {
    try (Connection connection = pool.getConnection();
        PreparedStatement statement = connection.prepareStatement(HOLDER)) {
      statement.setInt(1, token.generation());
      statement.setObject(2, token.id());
      statement.setObject(3, token.session().orElse(null), Types.OTHER);
      statement.setObject(4, token.session().orElse(null), Types.OTHER);
      statement.setInt(5, token.user().value());
      try (ResultSet found = statement.executeQuery()) {
        return found.next() ? holder(found) : null;
      }
    } catch (SQLException fault) {
      throw new DataAccessException("the user of a token cannot be read", fault);
    }
  }

  private static TokenHolder holder(ResultSet row) throws SQLException {
    return new TokenHolder(user(row), row.getBoolean("revoked"));
  }

  /** The user of a row that has the columns of a {@link User}. */
  static User user(ResultSet row) throws SQLException {
    return new User(
        new AccountId(row.getInt("id")),
        Username.stored(row.getString("username")),
        EmailAddress.stored(row.getString("email")),
        row.getBoolean("active"),
        row.getBoolean("admin"),
        row.getBoolean("teacher"),
        row.getTimestamp("created_at").toInstant(),
        row.getBoolean("email_confirmed"));
  }

  void revoke(TokenClaims token, Instant now) {
    try (Connection connection = pool.getConnection();
        PreparedStatement statement = connection.prepareStatement(REVOKE)) {
      statement.setTimestamp(1, Timestamp.from(now));
      statement.setObject(2, token.session().orElse(null), Types.OTHER);
      statement.setObject(3, token.id());
      statement.setTimestamp(4, Timestamp.from(token.expiry()));
      statement.executeUpdate();
    } catch (SQLException fault) {
      throw new DataAccessException("the token cannot be revoked", fault);
    }
  }
}
