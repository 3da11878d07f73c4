package dev.scores.persistence;

import dev.scores.domain.ChangeCursor;
import dev.scores.domain.WebhookTargets;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The webhook targets, each a row, changed in one statement (ADR 40). Leases follow the clock of
 * the database, so the clocks of the instances need not agree. Blocks the calling thread;
 * thread-safe.
 */
@Singleton
final class JdbcWebhookTargets implements WebhookTargets {

  private static final String ADD =
      """
      insert into webhook_targets (name, position, sequence) values (?, ?, ?)
      on conflict (name) do nothing returning name
      """;

  /** Of several instances that want an expired lease, the row's lock lets one have it. */
  private static final String LEASE =
      """
      update webhook_targets
      set leased_by = ?, leased_until = clock_timestamp() + make_interval(secs => ?)
      where name = ? and (leased_by is null or leased_by = ? or leased_until < clock_timestamp())
      returning position, sequence, failing_since
      """;

  private static final String SAVE =
      """
      update webhook_targets
      set position = ?, sequence = ?, failing_since = cast(nullif(?, '') as timestamptz)
      where name = ? and leased_by = ?
      returning name
      """;

  private static final String RELEASE =
      """
      update webhook_targets set leased_by = null, leased_until = null
      where name = ? and leased_by = ?
      returning name
      """;

  private final ReadQuery query;

  JdbcWebhookTargets(ReadQuery query) {
    this.query = query;
  }

  @Override
  public void add(String target, ChangeCursor start) {
    query.rows(ADD, row -> true, target, start.position(), start.sequence());
  }

  @Override
  public Optional<Progress> lease(String target, UUID instance, Duration term) {
    double seconds = term.toMillis() / 1000.0;
    return query
        .rows(LEASE, JdbcWebhookTargets::progress, instance, seconds, target, instance)
        .stream()
        .findFirst();
  }

  @Override
  public boolean save(String target, UUID instance, Progress progress) {
    ChangeCursor delivered = progress.delivered();
    String failingSince = progress.failingSince().map(Instant::toString).orElse("");
    return !query
        .rows(
            SAVE,
            row -> true,
            delivered.position(),
            delivered.sequence(),
            failingSince,
            target,
            instance)
        .isEmpty();
  }

  @Override
  public void release(String target, UUID instance) {
    query.rows(RELEASE, row -> true, target, instance);
  }

  private static Progress progress(ResultSet row) throws SQLException {
    return new Progress(
        new ChangeCursor(row.getLong("position"), row.getLong("sequence")),
        Optional.ofNullable(row.getTimestamp("failing_since")).map(Timestamp::toInstant));
  }
}
