package dev.scores.persistence;

import dev.scores.domain.ScorePolicy;

/**
 * Parts of the statements that write scores. Each statement names the rows to write {@code sent}
 * (user_id, exercise_id, correct, updated_at, changed_in) and the rows of {@code scores} as it
 * leaves them {@code written}, which {@link #LOGGED} adds to the event log (ADR 39).
 */
final class ScoreSql {

  /** The columns of {@link ScoreRow}. */
  static final String COLUMNS =
      "id, user_id, exercise_id, correct, created_at, updated_at, version, attempts, solved_at,"
          + " solved_attempts";

  /** The row of a request for one score. */
  static final String SENT =
      """
      with sent as (
        select cast(:userId as integer) as user_id, cast(:exerciseId as integer) as exercise_id,
          cast(:correct as boolean) as correct, cast(:at as timestamptz) as updated_at,
          pg_current_xact_id() as changed_in),
      """;

  /** An insert up to the {@code from} clause. */
  static final String INSERT =
      """
      (
        insert into scores
          (user_id, exercise_id, correct, created_at, updated_at, changed_in, verdict, solved_at,
            solved_attempts)
        select sent.user_id, sent.exercise_id, sent.correct, sent.updated_at, sent.updated_at,
          sent.changed_in, sent.correct, case when sent.correct then sent.updated_at end,
          case when sent.correct then 1 end
      """;

  /**
   * The assignments of an update. {@code excluded} is the row to write, in {@code on conflict} by
   * the language, otherwise by an alias; {@code :sticky} is the policy. The highest version is
   * followed by 2, because 1 is that of a new row. A writer that waited for the row may have a
   * lower transaction id than the one before it, so {@code changed_in} never decreases. A row that
   * is older than the log has had one verdict, although its {@code attempts} are 0 until the
   * migration has logged it.
   */
  static final String SET =
      """
      set correct = excluded.correct
          or (:sticky and (scores.correct or scores.solved_at is not null)),
        was_correct = scores.correct,
        verdict = excluded.correct,
        updated_at = greatest(scores.updated_at, excluded.updated_at),
        version = case when scores.version = 2147483647 then 2 else scores.version + 1 end,
        changed_in = greatest(scores.changed_in, excluded.changed_in),
        attempts = greatest(scores.attempts, 1) + 1,
        solved_at = coalesce(
          scores.solved_at,
          case when scores.correct then scores.updated_at
            when excluded.correct then greatest(scores.updated_at, excluded.updated_at) end),
        solved_attempts = coalesce(
          scores.solved_attempts,
          case when scores.correct then 1
            when excluded.correct then greatest(scores.attempts, 1) + 1 end)
      """;

  private static final String EVENT_TARGET =
      """
      logged as (
        insert into score_events
          (transaction, type, verdict, correct, user_id, exercise_id, version, score_id, attempts,
            created_at, at, solved_at, solved_attempts, was_correct\
      """;

  private static final String EVENT_SOURCE =
      """

        select changed_in, case when version = 1 then 'a' else 'u' end, verdict, correct, user_id,
          exercise_id, version, id, attempts, created_at, updated_at, solved_at, solved_attempts,
          was_correct\
      """;

  /** Adds an event for each written row. */
  static final String LOGGED = EVENT_TARGET + ")" + EVENT_SOURCE + " from written)\n";

  /** Like {@link #LOGGED}, with the writer {@code :writtenBy}, which is null for the owner. */
  static final String LOGGED_WITH_WRITER =
      EVENT_TARGET + ", written_by)" + EVENT_SOURCE + ", cast(:writtenBy as text) from written)\n";

  /** Adds an event for each row that {@code deleted} has. */
  static final String REMOVAL_LOGGED =
      EVENT_TARGET
          + """
          )
          select removed_in, 'r', correct, correct, user_id, exercise_id, version, id, attempts,
            created_at, removed_at, solved_at, solved_attempts, null from deleted)
          """;

  /** Logs the written rows and returns them. */
  static final String LOGGED_AND_RETURNED = LOGGED + "select " + COLUMNS + " from written";

  /** The score after an event, in the columns of the score. */
  static final String EVENT_COLUMNS =
      """
      event.score_id as id, event.user_id, event.exercise_id, event.correct, event.created_at,
        event.at as updated_at, event.version, event.attempts, event.solved_at,
        event.solved_attempts\
      """;

  /**
   * The events that left a score as it is now, in the columns of the score. {@code offset 0} keeps
   * the subquery: of a join PostgreSQL would expect almost no rows, and so sort all events instead
   * of reading an index in order.
   */
  static final String LATEST_EVENTS =
      EVENT_COLUMNS
          + """

          from score_events event
          cross join lateral (
            select from scores
            where scores.user_id = event.user_id and scores.id = event.score_id
              and scores.version = event.version and scores.updated_at = event.at
            offset 0) latest\
          """;

  private ScoreSql() {}

  /** {@link #SET} with the policy in its text. */
  static String set(ScorePolicy policy) {
    return SET.replace(":sticky", Boolean.toString(policy == ScorePolicy.STICKY));
  }
}
