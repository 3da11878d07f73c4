package dev.scores.persistence;

import dev.scores.domain.FollowedRemovals;
import dev.scores.domain.UserId;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The position in the feed of removals, a row of its own, and the erased users (ADR 46). The lease
 * follows the clock of the database, so the clocks of the instances need not agree. Blocks the
 * calling thread; thread-safe.
 */
@Singleton
final class JdbcFollowedRemovals implements FollowedRemovals {

  /** Of several instances that want an expired lease, the row's lock lets one have it. */
  private static final String LEASE =
      """
      update followed_removals
      set leased_by = ?, leased_until = clock_timestamp() + make_interval(secs => ?)
      where leased_by is null or leased_by = ? or leased_until < clock_timestamp()
      returning cursor
      """;

  private static final String SAVE =
      "update followed_removals set cursor = ? where leased_by = ? returning true";

  private static final String RESTART =
      """
      with forgotten as (delete from erased_users)
      update followed_removals set cursor = null where leased_by = ? returning true
      """;

  private static final String RELEASE =
      """
      update followed_removals set leased_by = null, leased_until = null
      where leased_by = ? returning true
      """;

  private static final String ADD =
      """
      insert into erased_users (user_id, erased_at) values (?, cast(? as timestamptz))
      on conflict (user_id) do nothing returning true
      """;

  private static final String ADD_AGAIN =
      """
      update erased_users set erased_at = greatest(erased_at, cast(? as timestamptz))
      where user_id = ? returning true
      """;

  static final String WITH_SCORES =
      """
      select distinct user_id from scores
      where user_id = any (array(
        select user_id from erased_users where erased_at > cast(? as timestamptz)))
      order by user_id limit 1000
      """;

  private static final String SINCE =
      """
      select user_id from erased_users where erased_at > cast(? as timestamptz)
      order by erased_at, user_id
      """;

  private final ReadQuery query;

  JdbcFollowedRemovals(ReadQuery query) {
    this.query = query;
  }

  @Override
  public Optional<Position> lease(UUID instance, Duration term) {
    double seconds = term.toMillis() / 1000.0;
    return query
        .rows(
            LEASE,
            row -> new Position(Optional.ofNullable(row.getString(1))),
            instance,
            seconds,
            instance)
        .stream()
        .findFirst();
  }

  @Override
  public boolean save(UUID instance, String cursor) {
    return isDone(SAVE, cursor, instance);
  }

  @Override
  public void restart(UUID instance) {
    isDone(RESTART, instance);
  }

  @Override
  public void release(UUID instance) {
    isDone(RELEASE, instance);
  }

  @Override
  public boolean add(UserId user, Instant at) {
    boolean isNew = isDone(ADD, user.value(), at.toString());
    if (!isNew) {
      isDone(ADD_AGAIN, at.toString(), user.value());
    }
    return isNew;
  }

  private boolean isDone(String sql, Object... parameters) {
    return !query.rows(sql, row -> true, parameters).isEmpty();
  }

  @Override
  public List<UserId> withScores(Instant since) {
    return users(WITH_SCORES, since);
  }

  @Override
  public List<UserId> since(Instant since) {
    return users(SINCE, since);
  }

  private List<UserId> users(String sql, Instant since) {
    return query.rows(sql, row -> new UserId(row.getInt(1)), since.toString());
  }
}
