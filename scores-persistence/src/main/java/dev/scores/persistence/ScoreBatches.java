package dev.scores.persistence;

import static java.time.temporal.ChronoUnit.MICROS;

import dev.scores.domain.Draft;
import dev.scores.domain.UserId;
import io.micronaut.data.exceptions.DataAccessException;
import io.micronaut.jdbc.DataSourceResolver;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * The statements that ask or write for many callers at once, one row each; what they change is
 * changed for all or for none. Plain JDBC on the pool itself: the layers between would cost more
 * than the statement (ADR 23). The connections should keep their plans ({@code plan_cache_mode}).
 *
 * <p>Whoever writes many rows takes them by user and exercise, as {@link ScoreRows#upsertAll} does,
 * so that two never wait for each other in a circle.
 */
@Singleton
final class ScoreBatches {

  /** A row that is to be written; no two of a batch are for the same user and exercise. */
  record Write(UserId user, Draft draft, Instant at) {

    Pair pair() {
      return new Pair(user.value(), draft.exercise().value());
    }
  }

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

  /**
   * Before it waits long for a row that somebody else holds, it gives up: then each of the callers
   * writes by himself, and who wants that row is the only one to wait for it. A function that is
   * volatile is called though nobody reads its column, and below the sort before the first row.
   */
  private static final String DRAFTS =
      """
      insert into scores (user_id, exercise_id, correct, created_at, updated_at)
      select draft.user_id, draft.exercise_id, draft.correct, draft.at, draft.at
      from (select set_config('lock_timeout', '100ms', true)) impatience,
        lateral (
          select user_id, exercise_id, correct,
            timestamptz 'epoch' + micros / 1000000 * interval '1 second'
              + micros % 1000000 * interval '1 microsecond' as at
          from unnest(?, ?, ?, ?) as sent (user_id, exercise_id, correct, micros)) draft
      order by draft.user_id, draft.exercise_id
      """;

  static final String INSERT =
      DRAFTS
          + """
          on conflict (user_id, exercise_id) do nothing
          returning id, user_id, exercise_id, correct, created_at, updated_at, version
          """;

  static final String UPSERT =
      DRAFTS
          + """
          on conflict (user_id, exercise_id) do update
          set correct = excluded.correct,
              updated_at = greatest(scores.updated_at, excluded.updated_at)
          returning id, user_id, exercise_id, correct, created_at, updated_at, version
          """;

  /** Leaves out a row that somebody else holds just now, and so waits for nobody. */
  static final String UPDATE =
      """
      with held as materialized (
        select id, sent.correct,
          timestamptz 'epoch' + micros / 1000000 * interval '1 second'
            + micros % 1000000 * interval '1 microsecond' as at
        from unnest(?, ?, ?, ?, ?) as sent (id, user_id, exercise_id, correct, micros)
        join scores using (id, user_id, exercise_id)
        for no key update of scores skip locked)
      update scores
      set correct = held.correct, updated_at = greatest(updated_at, held.at)
      from held where scores.id = held.id
      returning scores.id, user_id, exercise_id, scores.correct, created_at, updated_at, version
      """;

  private final DataSource pool;

  ScoreBatches(DataSource pool, DataSourceResolver resolver) {
    this.pool = resolver.resolve(pool);
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

  List<ScoreRow> update(long[] ids, List<Write> writes) {
    return rows(UPDATE, ids, users(writes), exercises(writes), verdicts(writes), micros(writes));
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
    try (Connection connection = pool.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      List<ScoreRow> rows = new ArrayList<>();
      try (ResultSet found = statement.executeQuery()) {
        while (found.next()) {
          rows.add(ScoreRow.read(found, 1));
        }
      }
      return rows;
    } catch (SQLException fault) {
      throw new DataAccessException("the rows cannot be had", fault);
    }
  }
}
