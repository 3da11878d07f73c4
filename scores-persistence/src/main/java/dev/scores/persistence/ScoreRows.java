package dev.scores.persistence;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.annotation.TypeDef;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.DataType;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The statements on the table {@code scores}, one for each operation. A write returns the row as it
 * is afterwards, or null if it changed nothing, and logs it ({@link ScoreSql}). {@code sticky} is
 * the policy.
 */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface ScoreRows extends GenericRepository<ScoreRow, Long> {

  @Query(
      ScoreSql.SENT
          + "written as "
          + ScoreSql.INSERT
          + """
            from sent
            on conflict (user_id, exercise_id) do nothing
            returning *),
          """
          + ScoreSql.LOGGED_AND_RETURNED)
  @Nullable ScoreRow insert(int userId, int exerciseId, boolean correct, Instant at);

  @Query(
      ScoreSql.SENT
          + """
          written as (
            update scores
          """
          + ScoreSql.SET
          + """
            from sent as excluded
            where scores.id = :id and scores.user_id = excluded.user_id
              and scores.exercise_id = excluded.exercise_id
            returning scores.*),
          """
          + ScoreSql.LOGGED_AND_RETURNED)
  @Nullable ScoreRow update(
      long id, int userId, int exerciseId, boolean correct, Instant at, boolean sticky);

  @Query(
      ScoreSql.SENT
          + "written as "
          + ScoreSql.INSERT
          + """
            from sent
            on conflict (user_id, exercise_id) do update
          """
          + ScoreSql.SET
          + """
            returning *),
          """
          + ScoreSql.LOGGED_AND_RETURNED)
  ScoreRow upsert(int userId, int exerciseId, boolean correct, Instant at, boolean sticky);

  @Query(
      ScoreSql.SENT
          + "written as "
          + ScoreSql.INSERT
          + """
            from sent
            on conflict (user_id, exercise_id) do update
          """
          + ScoreSql.SET
          + """
            where scores.id = :id
            returning *),
          """
          + ScoreSql.LOGGED_AND_RETURNED)
  @Nullable ScoreRow upsertNamed(
      long id, int userId, int exerciseId, boolean correct, Instant at, boolean sticky);

  /**
   * Writes all rows or none. Rows are inserted and locked in the order of the select, so concurrent
   * batches cannot deadlock.
   *
   * @param writtenBy the writer if it is not the owner of each row
   */
  @Query(
      """
      with sent as (
        select draft.user_id, draft.exercise_id, draft.correct,
          cast(:at as timestamptz) as updated_at, pg_current_xact_id() as changed_in
        from unnest(:userIds, :exerciseIds, :correctFlags) as draft (user_id, exercise_id, correct)),
      written as
      """
          + ScoreSql.INSERT
          + """
            from sent
            order by sent.user_id, sent.exercise_id
            on conflict (user_id, exercise_id) do update
          """
          + ScoreSql.SET
          + """
            returning *),
          """
          + ScoreSql.LOGGED_WITH_WRITER
          + "select "
          + ScoreSql.COLUMNS
          + " from written")
  List<ScoreRow> upsertAll(
      @TypeDef(type = DataType.INTEGER_ARRAY) int[] userIds,
      @TypeDef(type = DataType.INTEGER_ARRAY) int[] exerciseIds,
      @TypeDef(type = DataType.BOOLEAN_ARRAY) boolean[] correctFlags,
      @Nullable String writtenBy,
      Instant at,
      boolean sticky);

  /**
   * Returns the user's row for the exercise and whether this statement has written it; null if
   * there is no row.
   *
   * <p>Correct under concurrent writes (READ COMMITTED): both parts see the snapshot taken when the
   * statement began. The update waits for a row that another transaction is writing and then checks
   * the condition again on the new row, so each version is overwritten only once. If the update
   * finds nothing, the row had another version then or has one now. Its id, user and exercise never
   * change. The lock skips a row that has been deleted since, and waits only for a delete.
   */
  @Query(
      ScoreSql.SENT
          + "target as (select "
          + ScoreSql.COLUMNS
          + """
             from scores where user_id = :userId and exercise_id = :exerciseId
            for key share),
          written as (
            update scores
          """
          + ScoreSql.SET
          + """
            from sent as excluded
            where scores.id = :id and scores.user_id = excluded.user_id
              and scores.exercise_id = excluded.exercise_id
              and (:any or scores.version = any (:versions))
            returning scores.*),
          """
          + ScoreSql.LOGGED
          + "select "
          + ScoreSql.COLUMNS
          + ", true as written from written union all select "
          + ScoreSql.COLUMNS
          + ", false from target where not exists (select from written)")
  @Nullable ConditionalUpdateRow updateExpected(
      long id,
      int userId,
      int exerciseId,
      boolean correct,
      boolean any,
      @TypeDef(type = DataType.INTEGER_ARRAY) int[] versions,
      Instant at,
      boolean sticky);

  /**
   * Returns the user's row with this id and whether this statement has deleted it; null if there is
   * no row. Correct under concurrent writes as {@link #updateExpected} is: the delete comes first,
   * and checks the condition again on a row for which it has waited. Logs the removal, and tells
   * the trigger that logs those of other writers so.
   */
  @Query(
      """
      with removal as materialized (
        select cast(:at as timestamptz) as at, pg_current_xact_id() as changed_in,
          set_config('scores.removal_logged', 'on', true) as logged),
      deleted as (
        delete from scores using removal
        where scores.id = :id and scores.user_id = :userId
          and (:any or scores.version = any (:versions)) and removal.logged = 'on'
        returning scores.*, greatest(scores.changed_in, removal.changed_in) as removed_in,
          greatest(scores.updated_at, removal.at) as removed_at),
      """
          + ScoreSql.REMOVAL_LOGGED
          + ", target as (select "
          + ScoreSql.COLUMNS
          + """
             from scores
            where id = :id and user_id = :userId and not exists (select from deleted)
            for key share)
          """
          + "select "
          + ScoreSql.COLUMNS
          + ", true as written from deleted union all select "
          + ScoreSql.COLUMNS
          + ", false from target")
  @Nullable ConditionalUpdateRow deleteExpected(
      long id,
      int userId,
      boolean any,
      @TypeDef(type = DataType.INTEGER_ARRAY) int[] versions,
      Instant at);

  @Query("select " + ScoreSql.COLUMNS + " from scores where id = :id")
  @Nullable ScoreRow select(long id);

  @Query("select " + ScoreSql.COLUMNS + " from scores where id = :id and user_id = :userId")
  @Nullable ScoreRow selectOfUser(long id, int userId);

  @Query(
      "select "
          + ScoreSql.COLUMNS
          + " from scores where user_id = :userId and exercise_id = :exerciseId")
  @Nullable ScoreRow selectOfPair(int userId, int exerciseId);
}
