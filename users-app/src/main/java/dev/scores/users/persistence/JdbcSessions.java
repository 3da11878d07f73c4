package dev.scores.users.persistence;

import dev.scores.users.domain.AccountId;
import dev.scores.users.domain.RefreshToken;
import dev.scores.users.domain.RefreshTokenUse;
import dev.scores.users.domain.Session;
import dev.scores.users.domain.Sessions;
import dev.scores.users.domain.User;
import io.micronaut.jdbc.DataSourceResolver;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Sessions in PostgreSQL, one statement per operation, as plain JDBC (ADR 32): Micronaut Data maps
 * no statement that writes and returns rows of two tables. Blocks; thread-safe.
 */
@Singleton
final class JdbcSessions implements Sessions {

  /**
   * Also deletes sessions that have ended, some expired ones of other users included. Inserts
   * nothing if the generation is no longer the user's.
   */
  private static final String BEGIN =
      """
      with expired as (
        delete from sessions where id in (
          select id from sessions where expires_at < ? limit 1000
          for update skip locked)),
      earlier as (
        delete from sessions where id in (
          select s.id from sessions s join users u on u.id = s.user_id
          where s.user_id = ? and s.token_generation <> u.token_generation
          for update of s skip locked)),
      surplus as (
        delete from sessions where id in (
          select id from sessions where user_id = ? order by last_used_at desc offset ?
          for update skip locked))
      insert into sessions (id, user_id, token_generation, created_at, last_used_at, expires_at,
        family_digest, refresh_digest)
      select ?, id, token_generation, ?, ?, ?, ?, ? from users
      where id = ? and token_generation = ?
      for key share
      """;

  /**
   * Decides by the row as it is once locked, so that of concurrent calls one replaces the token.
   */
  private static final String REFRESH =
      """
      with presented as materialized (
        select s.id as session_id, s.sealed_secret, u.id, u.username, u.email, u.active, u.admin,
          u.teacher, u.created_at, u.email_confirmed, u.token_generation,
          case when s.refresh_digest = ? then 'current'
            when s.previous_digest = ? and s.last_used_at > ? then 'retried'
            else 'reused' end as state
        from sessions s join users u on u.id = s.user_id
        where s.family_digest = ? and s.expires_at > ?
          and s.token_generation = u.token_generation and u.active
        for update of s),
      replaced as (
        update sessions s set previous_digest = s.refresh_digest, refresh_digest = ?,
          sealed_secret = ?, last_used_at = ?, expires_at = ?
        from presented p where s.id = p.session_id and p.state = 'current'),
      ended as (
        delete from sessions s using presented p where s.id = p.session_id and p.state = 'reused')
      select * from presented
      """;

  private static final String OF_USER =
      """
      select s.id, s.created_at, s.last_used_at, s.expires_at
      from sessions s join users u on u.id = s.user_id
      where s.user_id = ? and s.token_generation = u.token_generation and s.expires_at > ?
      order by s.last_used_at desc, s.id
      """;

  private static final String END = "delete from sessions where id = ? and user_id = ?";

  /** Begins a new generation, which also revokes tokens of releases without sessions. */
  private static final String END_ALL =
      """
      with ended as (delete from sessions where user_id = ?)
      update users set token_generation = token_generation % 2147483647 + 1 where id = ?
      """;

  private final Statements statements;

  JdbcSessions(DataSource pool, DataSourceResolver resolver) {
    this.statements = new Statements(resolver.resolve(pool));
  }

  @Override
  public void begin(Session session, int generation, RefreshToken token) {
    int user = session.user().value();
    statements.update(
        BEGIN,
        parameters ->
            parameters
                .time(session.createdAt())
                .number(user)
                .number(user)
                .number(MAX_OF_USER - 1)
                .id(session.id())
                .time(session.createdAt())
                .time(session.lastUsedAt())
                .time(session.expiresAt())
                .bytes(token.familyDigest().bytes())
                .bytes(token.digest().bytes())
                .number(user)
                .number(generation));
  }

  @Override
  public RefreshTokenUse refresh(Replacement replacement) {
    byte[] digest = replacement.presented().digest().bytes();
    return statements
        .first(
            REFRESH,
            parameters ->
                parameters
                    .bytes(digest)
                    .bytes(digest)
                    .time(replacement.graceStart())
                    .bytes(replacement.presented().familyDigest().bytes())
                    .time(replacement.now())
                    .bytes(replacement.next().digest().bytes())
                    .text(replacement.sealed())
                    .time(replacement.now())
                    .time(replacement.expiry()),
            JdbcSessions::use)
        .orElseGet(RefreshTokenUse.Unknown::new);
  }

  private static RefreshTokenUse use(ResultSet row) throws SQLException {
    User user = TokenRows.user(row);
    int generation = row.getInt("token_generation");
    UUID session = row.getObject("session_id", UUID.class);
    return switch (row.getString("state")) {
      case "current" -> new RefreshTokenUse.Replaced(user, generation, session);
      case "retried" ->
          new RefreshTokenUse.Retried(user, generation, session, row.getString("sealed_secret"));
      default -> new RefreshTokenUse.Reused(user.id());
    };
  }

  @Override
  public List<Session> of(AccountId user, Instant now) {
    return statements.all(
        OF_USER,
        parameters -> parameters.number(user.value()).time(now),
        row -> session(user, row));
  }

  private static Session session(AccountId user, ResultSet row) throws SQLException {
    return new Session(
        row.getObject("id", UUID.class),
        user,
        row.getTimestamp("created_at").toInstant(),
        row.getTimestamp("last_used_at").toInstant(),
        row.getTimestamp("expires_at").toInstant());
  }

  @Override
  public boolean end(AccountId user, UUID session) {
    return statements.update(END, parameters -> parameters.id(session).number(user.value())) > 0;
  }

  @Override
  public void endAll(AccountId user) {
    statements.update(END_ALL, parameters -> parameters.number(user.value()).number(user.value()));
  }
}
