package dev.scores.users.persistence;

import dev.scores.users.domain.AccountId;
import dev.scores.users.domain.MailPurpose;
import dev.scores.users.domain.MailToken;
import dev.scores.users.domain.MailTokens;
import dev.scores.users.domain.PasswordHash;
import dev.scores.users.domain.User;
import io.micronaut.jdbc.DataSourceResolver;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Tokens of mails in PostgreSQL, one statement per operation, as plain JDBC like {@link
 * JdbcSessions}. Blocks; thread-safe.
 */
@Singleton
final class JdbcMailTokens implements MailTokens {

  private static final String USER =
      " u.id, u.username, u.email, u.active, u.admin, u.teacher, u.created_at, u.email_confirmed ";

  /** Also deletes some expired tokens, so that the table stays small. */
  private static final String ADD =
      """
      with expired as (
        delete from mail_tokens where digest in (
          select digest from mail_tokens where expires_at < ? limit 1000
          for update skip locked)),
      recipient as (
        select * from users where id = ? and active and (
          select count(*) from mail_tokens t
          where t.user_id = users.id and t.purpose = ? and t.expires_at > ?) < ?
        for key share),
      added as (
        insert into mail_tokens
          (digest, user_id, purpose, token_generation, email, created_at, expires_at)
        select ?, id, ?, token_generation, email, ?, ? from recipient)
      select\
      """
          + USER
          + "from recipient u";

  private static final String VALID =
      """
       from mail_tokens t, users u
      where t.digest = ? and t.purpose = ? and t.expires_at > ? and u.id = t.user_id
        and u.token_generation = t.token_generation and u.email = t.email and u.active
      """;

  private static final String HOLDER = "select" + USER + VALID;

  private static final String TAKEN =
      "with valid as materialized (select t.digest"
          + VALID
          + """
          for update of t),
          taken as (
            delete from mail_tokens t using valid v where t.digest = v.digest
            returning t.user_id, t.token_generation, t.email)
          update users u set
          """;

  /** Checks again what may have changed since the token was read. */
  private static final String OF_TAKEN =
      """
      from taken where u.id = taken.user_id and u.token_generation = taken.token_generation
        and u.email = taken.email
      returning\
      """
          + USER;

  private static final String RESET =
      TAKEN
          + """
           password_hash = ?, email_confirmed = true,
            token_generation = u.token_generation % 2147483647 + 1
          """
          + OF_TAKEN;

  private static final String CONFIRM = TAKEN + " email_confirmed = true " + OF_TAKEN;

  private final Statements statements;

  JdbcMailTokens(DataSource pool, DataSourceResolver resolver) {
    this.statements = new Statements(resolver.resolve(pool));
  }

  @Override
  public Optional<User> add(
      AccountId user, MailPurpose purpose, MailToken token, Instant now, Instant expiry) {
    return statements.first(
        ADD,
        parameters ->
            parameters
                .time(now)
                .number(user.value())
                .text(purpose.name())
                .time(now)
                .number(MAX_OF_USER)
                .bytes(token.digest().bytes())
                .text(purpose.name())
                .time(now)
                .time(expiry),
        TokenRows::user);
  }

  @Override
  public Optional<User> holder(MailToken token, MailPurpose purpose, Instant now) {
    return statements.first(
        HOLDER, parameters -> valid(parameters, token, purpose, now), TokenRows::user);
  }

  @Override
  public Optional<User> resetPassword(MailToken token, PasswordHash hash, Instant now) {
    return statements.first(
        RESET,
        parameters -> valid(parameters, token, MailPurpose.PASSWORD_RESET, now).text(hash.value()),
        TokenRows::user);
  }

  @Override
  public Optional<User> confirmEmail(MailToken token, Instant now) {
    return statements.first(
        CONFIRM,
        parameters -> valid(parameters, token, MailPurpose.EMAIL_CONFIRMATION, now),
        TokenRows::user);
  }

  private static Statements.Parameters valid(
      Statements.Parameters parameters, MailToken token, MailPurpose purpose, Instant now)
      throws java.sql.SQLException {
    return parameters.bytes(token.digest().bytes()).text(purpose.name()).time(now);
  }
}
