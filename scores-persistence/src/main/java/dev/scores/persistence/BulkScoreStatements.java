package dev.scores.persistence;

import static java.time.temporal.ChronoUnit.MICROS;

import dev.scores.domain.ScoreDraft;
import dev.scores.domain.UserId;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;

/**
 * The statements that read or write one row for each of many callers; what they change is changed
 * for all or for none. Plain JDBC on the pool itself: the layers between would cost more than the
 * statement (ADR 23). The connections should keep their plans ({@code plan_cache_mode}).
 *
 * <p>Rows that exist are locked with {@code skip locked}, so that a row that another transaction
 * holds is left out instead of waited for. Only an insert may wait, for another transaction that
 * has inserted the same pair and is still open. Inserts come first and in the order of user and
 * exercise, as {@link ScoreRows#upsertAll} takes its rows, so that two never wait for each other in
 * a circle.
 */
@Singleton
final class BulkScoreStatements {

  /** A row that is to be written; no two of a batch are for the same user and exercise. */
  record Write(UserId user, ScoreDraft draft, Instant at) {

    UserExercise pair() {
      return new UserExercise(user.value(), draft.exercise().value());
    }
  }

  /**
   * A row that an update was to write.
   *
   * @param written whether it has; if not, another transaction holds the row
   */
  record UpdatedRow(ScoreRow row, boolean written) {}

  static final String SELECT =
      """
      select id, user_id, exercise_id, correct, created_at, updated_at, version
      from scores where id = any (?)
      """;

  static final String SELECT_PAIRS =
      """
      select id, user_id, exercise_id, correct, created_at, updated_at, version
      from unnest(?, ?) as wanted (user_id, exercise_id)
      join scores using (user_id, exercise_id)
      """;

  /** The most scores of a list's beginning. */
  static final int BEGINNING = 101;

  /** For each user the same two ranges as {@link PageQuery}'s, merged. */
  static final String SELECT_BEGINNINGS =
      """
      select listed.*
      from unnest(?) as owner (id),
        lateral (
          (select id, user_id, exercise_id, correct, created_at, updated_at, version
           from scores where user_id = any (array[owner.id]) and correct = false and id > 0
           order by user_id, id limit %1$s)
          union all
          (select id, user_id, exercise_id, correct, created_at, updated_at, version
           from scores where user_id = any (array[owner.id]) and correct = true and id > 0
           order by user_id, id limit %1$s)
          order by user_id, id limit %1$s) listed
      order by listed.id
      """
          .formatted(BEGINNING);

  private static final String TIME =
      """
      timestamptz 'epoch' + micros / 1000000 * interval '1 second'
          + micros % 1000000 * interval '1 microsecond' as at\
      """;

  /**
   * Inserts the pairs that have no row. It gives up soon where it has to wait for another
   * transaction's insert: whoever wants that pair then waits alone. The limit is set by a volatile
   * function, which is called though nothing reads its column, and below the sort before the first
   * row.
   */
  private static final String INSERTED =
      """
      with sent as materialized (
        select user_id, exercise_id, correct, %s
        from unnest(?, ?, ?, ?) as sent (user_id, exercise_id, correct, micros)),
      inserted as (
        insert into scores (user_id, exercise_id, correct, created_at, updated_at)
        select sent.user_id, sent.exercise_id, sent.correct, sent.at, sent.at
        from (select set_config('lock_timeout', '50ms', true)) impatience, sent
        where not exists (
          select from scores present
          where present.user_id = sent.user_id and present.exercise_id = sent.exercise_id)
        order by sent.user_id, sent.exercise_id
        on conflict (user_id, exercise_id) do nothing
        returning id, user_id, exercise_id, correct, created_at, updated_at, version)
      """
          .formatted(TIME);

  /** Answers the rows that are new; all other pairs have one. */
  static final String INSERT =
      INSERTED
          + """
          select id, user_id, exercise_id, correct, created_at, updated_at, version from inserted
          """;

  /**
   * Answers the rows that it has written. A pair without one has a row that another transaction
   * holds, or has inserted meanwhile. Nothing is locked before the last insert, which may wait.
   */
  static final String UPSERT =
      INSERTED
          + """
          , held as materialized (
            select scores.id, sent.correct, sent.at
            from sent join scores using (user_id, exercise_id)
            where (select count(*) from inserted) >= 0
            for no key update of scores skip locked),
          updated as (
            update scores
            set correct = held.correct, updated_at = greatest(updated_at, held.at)
            from held where scores.id = held.id
            returning scores.id, user_id, exercise_id, scores.correct, created_at, updated_at,
              version)
          select id, user_id, exercise_id, correct, created_at, updated_at, version from inserted
          union all
          select id, user_id, exercise_id, correct, created_at, updated_at, version from updated
          """;

  /**
   * Answers the rows that it has written, and those that another transaction holds with {@code
   * written} false. An id without a row is unknown.
   */
  static final String UPDATE =
      """
      with sent as materialized (
        select id, user_id, exercise_id, correct, %s
        from unnest(?, ?, ?, ?, ?) as sent (id, user_id, exercise_id, correct, micros)),
      held as materialized (
        select id, sent.correct, sent.at
        from sent join scores using (id, user_id, exercise_id)
        for no key update of scores skip locked),
      updated as (
        update scores
        set correct = held.correct, updated_at = greatest(updated_at, held.at)
        from held where scores.id = held.id
        returning scores.id, user_id, exercise_id, scores.correct, created_at, updated_at, version)
      select id, user_id, exercise_id, correct, created_at, updated_at, version, true as written
      from updated
      union all
      select id, user_id, exercise_id, scores.correct, created_at, updated_at, version, false
      from sent join scores using (id, user_id, exercise_id)
      where not exists (select from held where held.id = sent.id)
      """
          .formatted(TIME);

  private final RowQuery query;

  BulkScoreStatements(RowQuery query) {
    this.query = query;
  }

  List<ScoreRow> select(long[] ids) {
    return rows(SELECT, (Object) ids);
  }

  List<ScoreRow> select(int[] users, int[] exercises) {
    return rows(SELECT_PAIRS, users, exercises);
  }

  /** The first scores of each of the users, {@value #BEGINNING} at most, by id. */
  List<ScoreRow> beginnings(int[] users) {
    return rows(SELECT_BEGINNINGS, (Object) users);
  }

  List<ScoreRow> insert(List<Write> writes) {
    return written(INSERT, writes);
  }

  List<ScoreRow> upsert(List<Write> writes) {
    return written(UPSERT, writes);
  }

  List<UpdatedRow> update(long[] ids, List<Write> writes) {
    return query.rows(
        UPDATE,
        row -> new UpdatedRow(ScoreRow.read(row, 1), row.getBoolean("written")),
        ids,
        users(writes),
        exercises(writes),
        verdicts(writes),
        micros(writes));
  }

  private List<ScoreRow> written(String sql, List<Write> writes) {
    return rows(sql, users(writes), exercises(writes), verdicts(writes), micros(writes));
  }

  private static int[] users(List<Write> writes) {
    return writes.stream().mapToInt(write -> write.user().value()).toArray();
  }

  private static int[] exercises(List<Write> writes) {
    return writes.stream().mapToInt(write -> write.draft().exercise().value()).toArray();
  }

  private static boolean[] verdicts(List<Write> writes) {
    boolean[] verdicts = new boolean[writes.size()];
    for (int i = 0; i < verdicts.length; i++) {
      verdicts[i] = writes.get(i).draft().correct();
    }
    return verdicts;
  }

  private static long[] micros(List<Write> writes) {
    return writes.stream().mapToLong(write -> MICROS.between(Instant.EPOCH, write.at())).toArray();
  }

  private List<ScoreRow> rows(String sql, Object... parameters) {
    return query.rows(sql, row -> ScoreRow.read(row, 1), parameters);
  }
}
