package dev.scores.users.persistence;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The statements about tokens, one an operation. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface TokenRows extends GenericRepository<HolderRow, Integer> {

  /** The token's user, or none where they are gone. */
  @Query(
      """
      select id, username, email, active, admin, created_at,
        token_generation <> :generation
          or exists (select from revoked_tokens t where t.id = :token) as revoked
      from users where id = :user
      """)
  @Nullable HolderRow select(int user, UUID token, int generation);

  /** Forgets some that have expired meanwhile, so that the table does not grow. */
  @Query(
      """
      with expired as (
        delete from revoked_tokens where id in (
          select id from revoked_tokens where expires_at < :now limit 1000
          for update skip locked))
      insert into revoked_tokens (id, expires_at) values (:token, :expiry)
      on conflict do nothing
      """)
  void revoke(UUID token, Instant expiry, Instant now);
}
