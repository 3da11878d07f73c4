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
      select id, username, email, active, admin, created_at,
        token_generation <> ? or exists (select from revoked_tokens t where t.id = ?) as revoked
      from users where id = ?
      """;

  /** Also deletes some expired entries, so that the table does not grow. */
  private static final String REVOKE =
      """
      with expired as (
        delete from revoked_tokens where id in (
          select id from revoked_tokens where expires_at < ? limit 1000
          for update skip locked))
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
      statement.setInt(3, token.user().value());
      try (ResultSet found = statement.executeQuery()) {
        return found.next() ? holder(found) : null;
      }
    } catch (SQLException fault) {
      throw new DataAccessException("the user of a token cannot be read", fault);
    }
  }

  private static TokenHolder holder(ResultSet row) throws SQLException {
    return new TokenHolder(
        new User(
            new AccountId(row.getInt("id")),
            Username.stored(row.getString("username")),
            EmailAddress.stored(row.getString("email")),
            row.getBoolean("active"),
            row.getBoolean("admin"),
            row.getTimestamp("created_at").toInstant()),
        row.getBoolean("revoked"));
  }

  void revoke(TokenClaims token, Instant now) {
    try (Connection connection = pool.getConnection();
        PreparedStatement statement = connection.prepareStatement(REVOKE)) {
      statement.setTimestamp(1, Timestamp.from(now));
      statement.setObject(2, token.id());
      statement.setTimestamp(3, Timestamp.from(token.expiry()));
      statement.executeUpdate();
    } catch (SQLException fault) {
      throw new DataAccessException("the token cannot be revoked", fault);
    }
  }
}
