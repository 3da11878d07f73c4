package dev.scores.users.persistence;

import dev.scores.users.domain.ClientId;
import dev.scores.users.domain.SecretCheck;
import dev.scores.users.domain.SecretDigest;
import dev.scores.users.domain.ServiceAccount;
import dev.scores.users.domain.ServiceAccountName;
import dev.scores.users.domain.ServiceAccounts;
import dev.scores.users.domain.TokenScope;
import io.micronaut.data.exceptions.DataAccessException;
import io.micronaut.jdbc.DataSourceResolver;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/**
 * Service accounts in PostgreSQL, one statement for each operation. Plain JDBC on the pool, because
 * the scopes are an array. Blocks; thread-safe.
 */
@Singleton
public final class JdbcServiceAccounts implements ServiceAccounts {

  private static final String COLUMNS =
      " client_id, name, scopes, created_at, rotated_at, last_used_at ";

  private static final String INSERT =
      """
      insert into service_accounts (client_id, name, secret_hash, scopes, created_at)
      values (?, ?, ?, ?, ?)
      """;

  private static final String ALL =
      "select" + COLUMNS + "from service_accounts order by created_at desc, client_id";

  private static final String FIND =
      "select" + COLUMNS + "from service_accounts where client_id = ?";

  private static final String REPLACE_SECRET =
      "update service_accounts set secret_hash = ?, rotated_at = ? where client_id = ? returning"
          + COLUMNS;

  private static final String DELETE = "delete from service_accounts where client_id = ?";

  /** Digests are compared, so the time of the comparison reveals nothing about the secret. */
  private static final String CHECK =
      """
      with used as (
        update service_accounts set last_used_at = ? where client_id = ? and secret_hash = ?)
      select secret_hash = ? as matches,\
      """
          + COLUMNS
          + "from service_accounts where client_id = ?";

  private final DataSource pool;

  JdbcServiceAccounts(DataSource pool, DataSourceResolver resolver) {
    this.pool = resolver.resolve(pool);
  }

  @Override
  public void add(ServiceAccount account, SecretDigest secret) {
    execute(
        INSERT,
        statement -> {
          statement.setString(1, account.id().value());
          statement.setString(2, account.name().value());
          statement.setBytes(3, secret.bytes());
          statement.setArray(
              4,
              statement
                  .getConnection()
                  .createArrayOf(
                      "text", account.scopes().stream().map(TokenScope::text).toArray()));
          statement.setTimestamp(5, Timestamp.from(account.createdAt()));
          return statement.executeUpdate();
        });
  }

  @Override
  public List<ServiceAccount> all() {
    return execute(ALL, statement -> rows(statement, JdbcServiceAccounts::account));
  }

  @Override
  public Optional<ServiceAccount> find(ClientId id) {
    return execute(
        FIND,
        statement -> {
          statement.setString(1, id.value());
          return first(rows(statement, JdbcServiceAccounts::account));
        });
  }

  @Override
  public Optional<ServiceAccount> replaceSecret(ClientId id, SecretDigest secret, Instant at) {
    return execute(
        REPLACE_SECRET,
        statement -> {
          statement.setBytes(1, secret.bytes());
          statement.setTimestamp(2, Timestamp.from(at));
          statement.setString(3, id.value());
          return first(rows(statement, JdbcServiceAccounts::account));
        });
  }

  @Override
  public boolean remove(ClientId id) {
    return execute(
        DELETE,
        statement -> {
          statement.setString(1, id.value());
          return statement.executeUpdate() > 0;
        });
  }

  @Override
  public Optional<SecretCheck> check(ClientId id, SecretDigest secret, Instant at) {
    return execute(
        CHECK,
        statement -> {
          statement.setTimestamp(1, Timestamp.from(at));
          statement.setString(2, id.value());
          statement.setBytes(3, secret.bytes());
          statement.setBytes(4, secret.bytes());
          statement.setString(5, id.value());
          return first(
              rows(statement, row -> new SecretCheck(account(row), row.getBoolean("matches"))));
        });
  }

  private static ServiceAccount account(ResultSet row) throws SQLException {
    return new ServiceAccount(
        new ClientId(row.getString("client_id")),
        ServiceAccountName.stored(row.getString("name")),
        scopes((String[]) row.getArray("scopes").getArray()),
        row.getTimestamp("created_at").toInstant(),
        Optional.ofNullable(row.getTimestamp("rotated_at")).map(Timestamp::toInstant),
        Optional.ofNullable(row.getTimestamp("last_used_at")).map(Timestamp::toInstant));
  }

  /** Without scopes of a later release. */
  private static Set<TokenScope> scopes(String[] names) {
    Set<TokenScope> scopes = EnumSet.noneOf(TokenScope.class);
    Arrays.stream(names).map(TokenScope::of).flatMap(Optional::stream).forEach(scopes::add);
    return scopes;
  }

  private static <T> Optional<T> first(List<T> rows) {
    return rows.stream().findFirst();
  }

  private static <T> List<T> rows(PreparedStatement statement, RowMapper<T> mapper)
      throws SQLException {
    try (ResultSet found = statement.executeQuery()) {
      List<T> rows = new ArrayList<>();
      while (found.next()) {
        rows.add(mapper.map(found));
      }
      return rows;
    }
  }

  private <T> T execute(String sql, Execution<T> execution) {
    try (Connection connection = pool.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      return execution.of(statement);
    } catch (SQLException fault) {
      throw UserStoreExceptions.toPortException(
          new DataAccessException("service accounts cannot be accessed", fault));
    }
  }

  @FunctionalInterface
  private interface RowMapper<T> {
    T map(ResultSet row) throws SQLException;
  }

  @FunctionalInterface
  private interface Execution<T> {
    T of(PreparedStatement statement) throws SQLException;
  }
}
