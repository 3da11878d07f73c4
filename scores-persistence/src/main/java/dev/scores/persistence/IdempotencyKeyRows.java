package dev.scores.persistence;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;

/** The statements on the table {@code idempotency_keys}. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface IdempotencyKeyRows extends GenericRepository<IdempotencyKeyRow, String> {

  /**
   * Inserts the row, replaces one that is older than {@code before}, or locks a newer one. Waits
   * for another transaction that does the same. The reply is null unless the row is a newer one.
   */
  @Query(
      """
      insert into idempotency_keys as kept (client, key, fingerprint, kept_since)
      values (:client, :key, :fingerprint, :at)
      on conflict (client, key) do update set
        fingerprint = case when kept.kept_since > :before then kept.fingerprint
          else excluded.fingerprint end,
        reply = case when kept.kept_since > :before then kept.reply end,
        kept_since = case when kept.kept_since > :before then kept.kept_since
          else excluded.kept_since end
      returning key, fingerprint, reply
      """)
  IdempotencyKeyRow reserve(
      String client, String key, String fingerprint, Instant at, Instant before);

  @Query("update idempotency_keys set reply = :reply where client = :client and key = :key")
  void keep(String client, String key, String reply);

  /** Deletes at most 1000 old rows that nothing has locked, and returns how many. */
  @Query(
      """
      delete from idempotency_keys where (client, key) in (
        select client, key from idempotency_keys where kept_since <= now() - interval '1 day'
        limit 1000 for update skip locked)
      """)
  int deleteOld();
}
