package dev.scores.persistence;

import static java.time.temporal.ChronoUnit.MICROS;

import dev.scores.domain.ScoreDraft;
import dev.scores.domain.ScorePolicy;
import dev.scores.domain.UserId;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;

/**
 * The statements of the coalescers: each reads or writes one row for each of many requests. A
 * statement writes all of its rows or none. Executed by plain JDBC on the pool itself, because
 * Micronaut Data would cost more than the statement (ADR 23). Connections should use generic plans
 * ({@code plan_cache_mode}).
 *
 * <p>Existing rows are locked with {@code skip locked}: a row that another transaction has locked
 * is skipped. Only an insert may wait, for an open transaction that has inserted the same pair.
 * Inserts come first, ordered by user and exercise like those of {@link ScoreRows#upsertAll}, so
 * batches cannot deadlock.
 */
@Singleton
final class BulkScoreStatements {

  /** A row to write. A batch has at most one for each user and exercise. */
  record Write(UserId user, ScoreDraft draft, Instant at) {

    UserExercise pair() {
      return new UserExercise(user.value(), draft.exercise().value());
    }
  }

  /**
   * A row that an update addresses.
   *
   * @param written whether the update wrote it; if not, another transaction has locked the row
   */
  record UpdatedRow(ScoreRow row, boolean written) {}

  static final String SELECT = "select " + ScoreSql.COLUMNS + " from scores where id = any (?)";

  static final String SELECT_PAIRS =
      "select "
          + ScoreSql.COLUMNS
          + """
       from unnest(?, ?) as wanted (user_id, exercise_id)
      join scores using (user_id, exercise_id)
      """;

  /** The most scores that {@link #selectFirstScores} returns for a user. */
  static final int FIRST_SCORES = 101;

  /** Merges the same two ranges for each user as {@link PageQuery}. */
  static final String SELECT_FIRST_SCORES =
      """
      select listed.*
      from unnest(?) as owner (id),
        lateral (
          (select %2$s
           from scores where user_id = any (array[owner.id]) and correct = false and id > 0
           order by user_id, id limit %1$s)
          union all
          (select %2$s
           from scores where user_id = any (array[owner.id]) and correct = true and id > 0
           order by user_id, id limit %1$s)
          order by user_id, id limit %1$s) listed
      order by listed.id
      """
          .formatted(FIRST_SCORES, ScoreSql.COLUMNS);

  private static final String TIME =
      """
      timestamptz 'epoch' + micros / 1000000 * interval '1 second'
          + micros % 1000000 * interval '1 microsecond' as updated_at,
        pg_current_xact_id() as changed_in\
      """;

  /**
   * Inserts the pairs that have no row. Times out after 50 ms if it has to wait for another
   * transaction's insert; the request for that pair is then executed alone. {@code set_config} is
   * volatile, so it is called although nothing reads its column. It runs below the sort, before the
   * first row is inserted.
   */
  private static final String INSERTED =
      """
      with sent as materialized (
        select user_id, exercise_id, correct, %s
        from unnest(?, ?, ?, ?) as sent (user_id, exercise_id, correct, micros)),
      inserted as %s
        from (select set_config('lock_timeout', '50ms', true)) lock_timeout, sent
        where not exists (
          select from scores present
          where present.user_id = sent.user_id and present.exercise_id = sent.exercise_id)
        order by sent.user_id, sent.exercise_id
        on conflict (user_id, exercise_id) do nothing
        returning *)
      """
          .formatted(TIME, ScoreSql.INSERT);

  /** Returns the new rows; every other pair has a row already. */
  static final String INSERT =
      INSERTED
          + """
          , written as (select * from inserted),
          """
          + ScoreSql.LOGGED_AND_RETURNED;

  private final RowQuery query;
  private final String upsert;
  private final String update;

  BulkScoreStatements(RowQuery query, ScorePolicy policy) {
    this.query = query;
    this.upsert = upsert(policy);
    this.update = update(policy);
  }

  /**
   * Returns the rows that it has written. The row of any other pair is locked by another
   * transaction or was inserted by one in the meantime. Locks nothing before the last insert, which
   * may wait.
   */
  static String upsert(ScorePolicy policy) {
    return INSERTED
        + """
          , held as materialized (
            select scores.id, sent.correct, sent.updated_at, sent.changed_in
            from sent join scores using (user_id, exercise_id)
            where (select count(*) from inserted) >= 0
            for no key update of scores skip locked),
          updated as (
            update scores
          """
        + ScoreSql.set(policy)
        + """
            from held as excluded where scores.id = excluded.id
            returning scores.*),
          written as (select * from inserted union all select * from updated),
          """
        + ScoreSql.LOGGED_AND_RETURNED;
  }

  /**
   * Returns the rows that it has written, and with {@code written} false those that another
   * transaction has locked. An id without a row is unknown.
   */
  static String update(ScorePolicy policy) {
    return """
        with sent as materialized (
          select id, user_id, exercise_id, correct, %s
          from unnest(?, ?, ?, ?, ?) as sent (id, user_id, exercise_id, correct, micros)),
        held as materialized (
          select id, sent.correct, sent.updated_at, sent.changed_in
          from sent join scores using (id, user_id, exercise_id)
          for no key update of scores skip locked),
        written as (
          update scores
        """
            .formatted(TIME)
        + ScoreSql.set(policy)
        + """
            from held as excluded where scores.id = excluded.id
            returning scores.*),
          skipped as (
            select scores.* from sent join scores using (id, user_id, exercise_id)
            where not exists (select from held where held.id = sent.id)),
          """
        + ScoreSql.LOGGED
        + "select %1$s, true as written from written union all select %1$s, false from skipped"
            .formatted(ScoreSql.COLUMNS);
  }

  List<ScoreRow> select(long[] ids) {
    return rows(SELECT, (Object) ids);
  }

  List<ScoreRow> select(int[] users, int[] exercises) {
    return rows(SELECT_PAIRS, users, exercises);
  }

  /** The first scores of each user by id, at most {@value #FIRST_SCORES}. */
  List<ScoreRow> selectFirstScores(int[] users) {
    return rows(SELECT_FIRST_SCORES, (Object) users);
  }

  List<ScoreRow> insert(List<Write> writes) {
    return write(INSERT, writes);
  }

  List<ScoreRow> upsert(List<Write> writes) {
    return write(upsert, writes);
  }

  List<UpdatedRow> update(long[] ids, List<Write> writes) {
    return query.rows(
        update,
        row -> new UpdatedRow(ScoreRow.read(row, 1), row.getBoolean("written")),
        ids,
        users(writes),
        exercises(writes),
        correctFlags(writes),
        micros(writes));
  }

  private List<ScoreRow> write(String sql, List<Write> writes) {
    return rows(sql, users(writes), exercises(writes), correctFlags(writes), micros(writes));
  }

  private static int[] users(List<Write> writes) {
    return writes.stream().mapToInt(write -> write.user().value()).toArray();
  }

  private static int[] exercises(List<Write> writes) {
    return writes.stream().mapToInt(write -> write.draft().exercise().value()).toArray();
  }

  private static boolean[] correctFlags(List<Write> writes) {
    boolean[] correctFlags = new boolean[writes.size()];
    for (int i = 0; i < correctFlags.length; i++) {
      correctFlags[i] = writes.get(i).draft().correct();
    }
    return correctFlags;
  }

  private static long[] micros(List<Write> writes) {
    return writes.stream().mapToLong(write -> MICROS.between(Instant.EPOCH, write.at())).toArray();
  }

  private List<ScoreRow> rows(String sql, Object... parameters) {
    return query.rows(sql, row -> ScoreRow.read(row, 1), parameters);
  }
}
