package dev.scores.persistence;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The statements on the table {@code scores}, one an operation. A write answers the row as it is
 * afterwards, or none where it changed nothing. The version is the table's own affair: a trigger
 * moves it with each update.
 */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface ScoreRows extends GenericRepository<ScoreRow, Long> {

  @Query(
      """
      insert into scores (user_id, exercise_id, correct, created_at, updated_at)
      values (:userId, :exerciseId, :correct, :at, :at)
      on conflict (user_id, exercise_id) do nothing
      returning id, user_id, exercise_id, correct, created_at, updated_at, version
      """)
  @Nullable ScoreRow insert(int userId, int exerciseId, boolean correct, Instant at);

  @Query(
      """
      update scores
      set correct = :correct, updated_at = greatest(updated_at, :at)
      where id = :id and user_id = :userId and exercise_id = :exerciseId
      returning id, user_id, exercise_id, correct, created_at, updated_at, version
      """)
  @Nullable ScoreRow update(long id, int userId, int exerciseId, boolean correct, Instant at);

  @Query(
      """
      insert into scores (user_id, exercise_id, correct, created_at, updated_at)
      values (:userId, :exerciseId, :correct, :at, :at)
      on conflict (user_id, exercise_id) do update
      set correct = excluded.correct,
          updated_at = greatest(scores.updated_at, excluded.updated_at)
      returning id, user_id, exercise_id, correct, created_at, updated_at, version
      """)
  ScoreRow upsert(int userId, int exerciseId, boolean correct, Instant at);

  @Query(
      """
      insert into scores (user_id, exercise_id, correct, created_at, updated_at)
      values (:userId, :exerciseId, :correct, :at, :at)
      on conflict (user_id, exercise_id) do update
      set correct = excluded.correct,
          updated_at = greatest(scores.updated_at, excluded.updated_at)
      where scores.id = :id
      returning id, user_id, exercise_id, correct, created_at, updated_at, version
      """)
  @Nullable ScoreRow upsertNamed(long id, int userId, int exerciseId, boolean correct, Instant at);

  @Query(
      """
      select id, user_id, exercise_id, correct, created_at, updated_at, version
      from scores where id = :id
      """)
  @Nullable ScoreRow select(long id);

  @Query(
      """
      select id, user_id, exercise_id, correct, created_at, updated_at, version
      from scores where id = :id and user_id = :userId
      """)
  @Nullable ScoreRow selectOfUser(long id, int userId);

  @Query(
      """
      select id, user_id, exercise_id, correct, created_at, updated_at, version
      from scores where user_id = :userId and exercise_id = :exerciseId
      """)
  @Nullable ScoreRow selectOfPair(int userId, int exerciseId);
}
