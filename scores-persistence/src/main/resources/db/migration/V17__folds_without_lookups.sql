-- Waiting for a reader of the table must not make all others wait.
set local lock_timeout = '5s';
-- For Citus, which refuses to create a type after it has changed the parts of a table side by side.
set local citus.multi_shard_modify_mode = 'sequential';

-- Whether the score was correct before its last write, for the event of that write (ADR 54): "returning" has only the new row.
-- Null for a new score; and after a write by another writer what it was before, which nothing reads.
alter table scores add column if not exists was_correct boolean;
-- Whether the score was correct before; null if it did not exist, or if the writer was not this release.
alter table score_events add column if not exists was_correct boolean;
-- The copy of the events that are kept, if a month is being dropped.
alter table if exists score_events_copy add column was_correct boolean;

drop type report_change cascade;

-- What events change. Users as they will be, and as they are. If the latest solve may have been taken away, it is lost and
-- null, because it has to be looked up.
create type report_user_change as (
  user_id        integer,
  scores         bigint,
  correct        bigint,
  last_solved_at timestamptz,
  scores_before  bigint,
  correct_before bigint,
  last_before    timestamptz,
  is_last_lost   boolean
);

-- What is added to exercises, and their updates and first solvers as they will be: null if lost, as above.
create type report_exercise_change as (
  exercise_id     integer,
  scores          bigint,
  correct         bigint,
  solved          bigint,
  attempts        bigint,
  last_updated_at timestamptz,
  first_solved_at timestamptz,
  first_solver    integer,
  is_update_lost  boolean,
  is_first_lost   boolean,
  is_gone         boolean
);

-- A correct score.
create type report_solve as (
  user_id     integer,
  exercise_id integer,
  solved_at   timestamptz
);

-- As in V16, with bounds.
--
-- The scores with an event after a position in the log that may have been correct there: those of users, solved at a time or
-- later, and those of exercises, solved until a time. A score that was correct has the time of its solve in all later events,
-- except the tombstones of erased users.
drop function solved_scores_changed_after(integer[], integer[], xid8, bigint);
create or replace function solved_scores_changed_after(users integer[], solved_from timestamptz, exercises integer[],
  solved_until timestamptz, last_transaction xid8, last_sequence bigint) returns table (user_id integer, score_id bigint)
  language sql stable as $$
  select distinct user_id, score_id from score_events
  where (transaction, sequence) > (last_transaction, last_sequence) and (
    user_id in (select unnest(users)) and (solved_at >= solved_from or type = 'r')
    or exercise_id in (select unnest(exercises)) and (solved_at <= solved_until or type = 'r'))
$$;

-- As in V16, but most events tell what they change, so that the score before them need not be looked up.
--
-- Folds the next events into the reports, at most so many, and returns whether further events wait. Only events that the
-- change feed shows, in its order, and whole transactions unless one alone has more events. If another session folds, it
-- waits, or returns null if it is not patient.
--
-- The effects of a score's events add up, except for latest and first solves: one that an event gains another may take away.
-- So they count as lost if the best one that is taken away is at least as good as what is kept and what is gained.
create or replace function fold_score_events(most integer, patient boolean default true) returns boolean
  language plpgsql security definer set search_path from current
  set jit = off set enable_material = off set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set enable_bitmapscan = off as $$
declare
  folded           report_totals;
  horizon          xid8;
  batch_end        record;
  boundary         record;
  is_full          boolean;
  opaque           bigint[]; -- scores
  latest           score_events[];
  user_changes     report_user_change[];
  exercise_changes report_exercise_change[];
  solve_changes    report_solves[];
  lost_last        integer[]; -- users
  lost_update      integer[]; -- exercises
  lost_first       integer[]; -- exercises
  last_solves      report_solve[];
  solved_from      timestamptz;
  first_solves     report_solve[];
  solved_until     timestamptz;
  solves           report_solve[];
  updates          timestamptz[]; -- of the exercises in lost_update
begin
  -- In the order in which "truncate" takes its locks.
  lock table scores in access share mode;
  if patient then
    perform pg_advisory_xact_lock(hashtext('report_totals'));
  elsif not pg_try_advisory_xact_lock(hashtext('report_totals')) then
    return null;
  end if;
  select * into strict folded from report_totals;
  horizon := feed_horizon();

  select transaction, sequence into batch_end from score_events
  where (transaction, sequence) > (folded.transaction, folded.sequence) and transaction < horizon
  order by transaction, sequence offset most limit 1;
  is_full := found;
  if is_full then
    select transaction, sequence into boundary from score_events
    where (transaction, sequence) > (folded.transaction, folded.sequence) and transaction < batch_end.transaction
    order by transaction desc, sequence desc limit 1;
    if found then
      batch_end := boundary;
    end if;
  else
    select transaction, sequence into batch_end from score_events
    where (transaction, sequence) > (folded.transaction, folded.sequence) and transaction < horizon
    order by transaction desc, sequence desc limit 1;
    if not found then
      return false;
    end if;
  end if;

  -- Removals, and updates by other writers, do not tell what they change. A score with such an event counts as its last event
  -- in the batch shows it, instead of as the last event before the batch shows it.
  select array_agg(distinct score_id) into opaque
  from score_events_between(folded.transaction, folded.sequence, batch_end.transaction, batch_end.sequence)
  where type = 'r' or type = 'u' and was_correct is null;
  if opaque is not null then
    select array_agg(event) into latest
    from (
      select distinct on (score_id) event
      from score_events_between(folded.transaction, folded.sequence, batch_end.transaction, batch_end.sequence) event
      -- Not joined, so that a hash table finds the scores.
      where (score_id in (select unnest(opaque))) is true
      order by score_id, transaction desc, sequence desc) of_score;
  end if;

  with effects as materialized (
    select user_id, exercise_id,
      case when type = 'a' then 1 else 0 end as scores,
      correct::integer - coalesce(was_correct, false)::integer as correct,
      case when type = 'a' then greatest(attempts, 1) else 1 end as attempts,
      case when type = 'a' then coalesce(solved_attempts, case when correct then 1 end)
        when solved_attempts = attempts then attempts end as to_solve,
      1 as sign,
      case when correct and was_correct is not true then coalesce(solved_at, at) end as gained_at,
      case when was_correct and not correct then solved_at end as lost_at,
      at as new_update, null::timestamptz as old_update
    from score_events_between(folded.transaction, folded.sequence, batch_end.transaction, batch_end.sequence)
    where opaque is null or score_id not in (select unnest(opaque))
    union all
    select user_id, exercise_id, sign, sign * correct::integer, sign * greatest(attempts, 1),
      coalesce(solved_attempts, case when correct then 1 end), sign,
      case when correct and sign > 0 then coalesce(solved_at, at) end,
      case when correct and sign < 0 then coalesce(solved_at, at) end,
      case when sign > 0 then at end, case when sign < 0 then at end
    from (
      select 1 as sign, event.* from unnest(latest) event where latest is not null and event.type <> 'r'
      union all
      select -1, earlier.*
      from score_events_before(latest, folded.transaction, folded.sequence) earlier where latest is not null) state)
  select
    (select array_agg(
        row(
          change.user_id, coalesce(kept.scores, 0) + change.scores, coalesce(kept.correct, 0) + change.correct,
          case when not is_lost then greatest(kept.last_solved_at, gained_at) end, kept.scores, kept.correct,
          kept.last_solved_at, is_lost)::report_user_change)
      from (
        select user_id, sum(scores) as scores, sum(correct) as correct, max(gained_at) as gained_at, max(lost_at) as lost_at
        from effects group by user_id) change
      left join report_users kept on kept.user_id = change.user_id
      cross join lateral (
        select lost_at is not null and coalesce(lost_at >= kept.last_solved_at, true)
          and coalesce(lost_at >= gained_at, true) as is_lost) lost),
    (select array_agg(
        row(
          change.exercise_id, change.scores, change.correct, change.solved, change.attempts,
          greatest(kept.last_updated_at, new_update),
          case when is_gained then gained_at when not is_lost then kept.first_solved_at end,
          case when is_gained then gained_by when not is_lost then kept.first_solver end,
          coalesce(old_update = kept.last_updated_at and coalesce(new_update < old_update, true), false),
          is_lost, coalesce(kept.scores, 0) + change.scores <= 0)::report_exercise_change)
      from (
        select exercise_id, sum(scores) as scores, sum(correct) as correct, sum(attempts) as attempts,
          coalesce(sum(sign) filter (where to_solve is not null), 0) as solved,
          max(new_update) as new_update, max(old_update) as old_update,
          min(gained_at) as gained_at, min(lost_at) as lost_at,
          -- Row values have no minimum: microseconds since 1970, user.
          (min(array[(date_part('epoch', gained_at) * 1000000)::bigint, user_id]) filter (where gained_at is not null))[2]
            as gained_by,
          (min(array[(date_part('epoch', lost_at) * 1000000)::bigint, user_id]) filter (where lost_at is not null))[2]
            as lost_by
        from effects group by exercise_id) change
      left join report_exercises kept on kept.exercise_id = change.exercise_id
      cross join lateral (
        select lost_at is not null
          and coalesce((lost_at, lost_by) <= (kept.first_solved_at, kept.first_solver), true)
          and coalesce((lost_at, lost_by) <= (gained_at, gained_by), true) as is_lost) lost
      cross join lateral (
        select not is_lost and gained_at is not null
          and coalesce((gained_at, gained_by) < (kept.first_solved_at, kept.first_solver), true) as is_gained) gained),
    (select array_agg(row(exercise_id, to_solve, scores)::report_solves)
      from (
        select coalesce(exercise_id, 0) as exercise_id, to_solve, sum(sign) as scores
        from effects where to_solve is not null
        group by grouping sets ((exercise_id, to_solve), (to_solve)) having sum(sign) <> 0) solve)
  into user_changes, exercise_changes, solve_changes;

  -- Extremes that are lost are looked up as they were at the end of the batch.
  select array_agg(user_id) into lost_last from unnest(user_changes) where is_last_lost and scores > 0;
  select array_agg(exercise_id) filter (where is_update_lost), array_agg(exercise_id) filter (where is_first_lost)
  into lost_update, lost_first
  from unnest(exercise_changes) where not is_gone;
  if lost_last is not null or lost_first is not null then
    -- Candidates: the best row of those without an event after the batch, then all scores with such an event that may be
    -- better. In this order, so that a score which is written in between is among the latter.
    select
      array_agg(row(last.user_id, last.exercise_id, last.solved_at)::report_solve) filter (where last.user_id is not null),
      min(coalesce(last.solved_at, '-infinity'))
    into last_solves, solved_from
    from unnest(lost_last) lost (user_id)
    left join lateral last_solve_of_user(lost.user_id, batch_end.transaction, batch_end.sequence) last on true;
    select
      array_agg(row(first.user_id, first.exercise_id, first.solved_at)::report_solve)
        filter (where first.user_id is not null),
      max(coalesce(first.solved_at, 'infinity'))
    into first_solves, solved_until
    from unnest(lost_first) lost (exercise_id)
    left join lateral first_solve_of_exercise(lost.exercise_id, batch_end.transaction, batch_end.sequence) first on true;
    solves := last_solves || first_solves || (
      select array_agg(row(state.user_id, state.exercise_id, coalesce(state.solved_at, state.at))::report_solve)
      from solved_scores_changed_after(
        lost_last, solved_from, lost_first, solved_until, batch_end.transaction, batch_end.sequence) later
      cross join lateral score_event_at(later.user_id, later.score_id, batch_end.transaction, batch_end.sequence) state
      where state.correct);
  end if;
  if lost_update is not null then
    -- The latest event that no event of the same score follows up to the end of the batch. Tombstones of erased users have 1 in
    -- the place of the number of attempts.
    select array_agg(exercise_id), array_agg(at) into lost_update, updates
    from (
      select kept.exercise_id, max(event.at) as at
      from unnest(lost_update) lost (exercise_id)
      join report_exercises kept on kept.exercise_id = lost.exercise_id
      cross join lateral
        last_update_of_exercise(kept.exercise_id, kept.last_updated_at, batch_end.transaction, batch_end.sequence) event
      group by kept.exercise_id) latest_of;
  end if;

  -- From here on it writes, and so holds up the change feed.
  with changed_users as materialized (select * from unnest(user_changes)),
  users_put as (
    insert into report_users (user_id, scores, correct, last_solved_at)
    select user_id, scores, correct, last_solved_at from changed_users
    where scores > 0
      and (scores, correct, last_solved_at) is distinct from (scores_before, correct_before, last_before)
    on conflict (user_id) do update
    set scores = excluded.scores, correct = excluded.correct, last_solved_at = excluded.last_solved_at),
  users_gone as (
    delete from report_users kept using changed_users change
    where kept.user_id = change.user_id and change.scores <= 0),
  ranks as (
    insert into report_ranks as kept (correct, users)
    select correct, sum(users) from (
      select correct_before as correct, -1 as users from changed_users where correct_before is not null
      union all
      select correct, 1 from changed_users where scores > 0) moved
    group by correct having sum(users) <> 0
    on conflict (correct) do update set users = kept.users + excluded.users),
  changed_exercises as materialized (select * from unnest(exercise_changes)),
  exercises_put as (
    insert into report_exercises as kept (exercise_id, scores, correct, solved, attempts, last_updated_at, first_solved_at,
      first_solver)
    select exercise_id, scores, correct, solved, attempts, last_updated_at, first_solved_at, first_solver
    from changed_exercises
    where not is_gone
    on conflict (exercise_id) do update
    set scores = kept.scores + excluded.scores, correct = kept.correct + excluded.correct,
      solved = kept.solved + excluded.solved, attempts = kept.attempts + excluded.attempts,
      last_updated_at = excluded.last_updated_at, first_solved_at = excluded.first_solved_at,
      first_solver = excluded.first_solver),
  exercises_gone as (
    delete from report_exercises kept using changed_exercises change
    where kept.exercise_id = change.exercise_id and change.is_gone),
  solves_put as (
    insert into report_solves as kept (exercise_id, attempts, scores)
    select exercise_id, attempts, scores from unnest(solve_changes)
    on conflict (exercise_id, attempts) do update set scores = kept.scores + excluded.scores)
  update report_totals kept
  set transaction = batch_end.transaction, sequence = batch_end.sequence, scores = kept.scores + change.scores,
    correct = kept.correct + change.correct, solved = kept.solved + change.solved,
    attempts = kept.attempts + change.attempts
  from (
    select coalesce(sum(scores), 0) as scores, coalesce(sum(correct), 0) as correct, coalesce(sum(solved), 0) as solved,
      coalesce(sum(attempts), 0) as attempts
    from changed_exercises) change;

  if solves is not null then
    -- All candidates are solves at the end of the batch, so those of other users and exercises change nothing.
    update report_users kept set last_solved_at = solve.solved_at
    from (select user_id, max(solved_at) as solved_at from unnest(solves) group by user_id) solve
    where kept.user_id = solve.user_id and kept.last_solved_at is null;
    update report_exercises kept set first_solved_at = solve.solved_at, first_solver = solve.user_id
    from (
      select distinct on (exercise_id) exercise_id, solved_at, user_id from unnest(solves)
      order by exercise_id, solved_at, user_id) solve
    where kept.exercise_id = solve.exercise_id and kept.first_solver is null;
  end if;
  if updates is not null then
    update report_exercises kept set last_updated_at = latest_update.at
    from unnest(lost_update, updates) latest_update (exercise_id, at) where kept.exercise_id = latest_update.exercise_id;
  end if;
  return is_full;
end
$$;
