-- Outside a transaction (see the .conf file): a transaction that has written holds up the change feed, and the last
-- statement reads every score before it writes. If it is interrupted, the next call begins anew.
begin;
-- Waiting for a reader of the table must not make all others wait.
set local lock_timeout = '5s';

drop table if exists report_totals, report_users, report_exercises, report_solves, report_ranks;

-- The reports, kept up to a position in the order of the change feed (ADR 54). One row: the position, null until they are
-- built, and the statistics of all scores. Attempts are verdicts.
create table report_totals (
  transaction xid8,
  sequence    bigint,
  scores      bigint not null default 0,
  correct     bigint not null default 0,
  solved      bigint not null default 0,
  attempts    bigint not null default 0
) with (fillfactor = 50);
insert into report_totals default values;

-- The users who have a score, in the order of the leaderboard.
create table report_users (
  user_id        integer primary key,
  scores         bigint  not null,
  correct        bigint  not null,
  -- The latest solve of the correct scores.
  last_solved_at timestamptz
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02);
create index report_users_place on report_users (correct desc, last_solved_at, user_id);

-- The number of users for each number of correct scores, so that a rank counts few users.
create table report_ranks (
  correct bigint primary key,
  users   bigint not null
) with (fillfactor = 50);

create table report_exercises (
  exercise_id     integer primary key,
  scores          bigint  not null,
  correct         bigint  not null,
  solved          bigint  not null,
  attempts        bigint  not null,
  last_updated_at timestamptz,
  -- The earliest solve of the correct scores; of several at the same time, that of the user with the lowest id.
  first_solved_at timestamptz,
  first_solver    integer
) with (fillfactor = 50);
create index report_exercises_last_updated_at on report_exercises (last_updated_at);

-- The number of solved scores for each number of attempts to solve; exercise 0 stands for all. May have rows of 0 scores.
create table report_solves (
  exercise_id integer,
  attempts    bigint,
  scores      bigint not null,
  primary key (exercise_id, attempts)
) with (fillfactor = 50);

-- The last event of the score up to a position in the log, which shows the score as it was there; none if it was removed or
-- did not exist. By the number of attempts, which an index has in order. If that finds a removal, a row with the id of a
-- removed score may have been added by hand since.
create or replace function score_event_at(score bigint, last_transaction xid8, last_sequence bigint)
  returns setof score_events language sql stable as $$
  with latest as materialized (
    select * from score_events
    where score_id = score and (transaction, sequence) <= (last_transaction, last_sequence)
    order by attempts desc, transaction desc, sequence desc limit 1)
  select * from latest where type <> 'r'
  union all
  select * from (
    select * from score_events
    where score_id = score and (transaction, sequence) <= (last_transaction, last_sequence)
      and exists (select from latest where type = 'r')
    order by transaction desc, sequence desc limit 1) added
  where type <> 'r'
$$;

-- The scores with an event after a position in the log. Without the settings, the planner expects a third of all events.
create or replace function scores_changed_after(last_transaction xid8, last_sequence bigint)
  returns table (score_id bigint, user_id integer) language sql stable
  set enable_seqscan = off set enable_bitmapscan = off set jit = off as $$
  select distinct score_id, user_id from score_events
  where (transaction, sequence) > (last_transaction, last_sequence)
$$;

-- All scores as they were at a position in the log, as far as reports need them. solved_at is that of correct scores.
create or replace function scores_at(last_transaction xid8, last_sequence bigint)
  returns table (user_id integer, exercise_id integer, attempts bigint, to_solve bigint, solved_at timestamptz,
    updated_at timestamptz) language sql stable as $$
  select user_id, exercise_id, greatest(attempts, 1), coalesce(solved_attempts, case when correct then 1 end),
    case when correct then coalesce(solved_at, updated_at) end, updated_at
  from scores
  where changed_in < last_transaction or changed_in = last_transaction and not exists (
    select from score_events later
    where later.score_id = scores.id and (later.transaction, later.sequence) > (last_transaction, last_sequence))
  union all
  select state.user_id, state.exercise_id, greatest(state.attempts, 1),
    coalesce(state.solved_attempts, case when state.correct then 1 end),
    case when state.correct then coalesce(state.solved_at, state.at) end, state.at
  from (select distinct score_id from scores_changed_after(last_transaction, last_sequence)) later
  cross join lateral score_event_at(later.score_id, last_transaction, last_sequence) state
$$;

-- Folds the next events into the reports, at most so many, and returns whether further events wait. Only events that the
-- change feed shows, in its order, and whole transactions unless one alone has more events. A score counts as its last
-- event in the batch shows it, instead of as the last event before the batch shows it. If another session folds, it waits,
-- or returns null if it is not patient.
create or replace function fold_score_events(most integer, patient boolean default true) returns boolean
  language plpgsql security definer set search_path from current
  set jit = off set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set enable_bitmapscan = off as $$
declare
  folded       report_totals;
  horizon      xid8;
  batch_end    record;
  boundary     record;
  is_full      boolean;
  lost_last    integer[]; -- users
  lost_update  integer[]; -- exercises
  lost_first   integer[]; -- exercises
  gone         integer[]; -- exercises
begin
  -- In the order in which "truncate" takes its locks.
  lock table scores in access share mode;
  if patient then
    perform pg_advisory_xact_lock(hashtext('report_totals'));
  elsif not pg_try_advisory_xact_lock(hashtext('report_totals')) then
    return null;
  end if;
  select * into strict folded from report_totals;
  horizon := pg_snapshot_xmin(pg_current_snapshot());

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

  with events as materialized (
    select distinct on (score_id) * from score_events
    where (transaction, sequence) > (folded.transaction, folded.sequence)
      and (transaction, sequence) <= (batch_end.transaction, batch_end.sequence)
    order by score_id, transaction desc, sequence desc),
  changed as materialized (
    select state.sign, state.user_id, state.exercise_id, greatest(state.attempts, 1) as attempts,
      coalesce(state.solved_attempts, case when state.correct then 1 end) as to_solve,
      case when state.correct then coalesce(state.solved_at, state.at) end as solved_at, state.at as updated_at
    from (
      select 1 as sign, * from events where type <> 'r'
      union all
      select -1, earlier.*
      from events
      cross join lateral score_event_at(events.score_id, folded.transaction, folded.sequence) earlier) state),

  users as materialized (
    select change.user_id, kept.correct as correct_before, kept.scores as scores_before,
      kept.last_solved_at as last_before, coalesce(kept.scores, 0) + change.scores as scores,
      coalesce(kept.correct, 0) + change.correct as correct, greatest(kept.last_solved_at, change.gained) as last_solved_at,
      change.lost = kept.last_solved_at and (change.gained is null or change.gained < change.lost) as is_lost
    from (
      select user_id, sum(sign) as scores, coalesce(sum(sign) filter (where solved_at is not null), 0) as correct,
        max(solved_at) filter (where sign > 0) as gained, max(solved_at) filter (where sign < 0) as lost
      from changed group by user_id) change
    left join report_users kept on kept.user_id = change.user_id),
  users_put as (
    insert into report_users (user_id, scores, correct, last_solved_at)
    select user_id, scores, correct, last_solved_at from users
    where scores > 0
      and (scores, correct, last_solved_at) is distinct from (scores_before, correct_before, last_before)
    on conflict (user_id) do update
    set scores = excluded.scores, correct = excluded.correct, last_solved_at = excluded.last_solved_at),
  users_gone as (
    delete from report_users kept using users where kept.user_id = users.user_id and users.scores <= 0),
  ranks as (
    insert into report_ranks as kept (correct, users)
    select correct, sum(users) from (
      select correct_before as correct, -1 as users from users where correct_before is not null
      union all
      select correct, 1 from users where scores > 0) moved
    group by correct having sum(users) <> 0
    on conflict (correct) do update set users = kept.users + excluded.users),

  exercises as materialized (
    select change.*, kept.first_solved_at as first_before, kept.first_solver as solver_before,
      change.lost_update = kept.last_updated_at
        and (change.gained_update is null or change.gained_update < change.lost_update) as is_update_lost,
      (change.lost_at, change.lost_by) = (kept.first_solved_at, kept.first_solver)
        and (change.gained_at is null or (change.gained_at, change.gained_by) > (change.lost_at, change.lost_by))
        as is_first_lost,
      kept.scores + change.scores <= 0 as is_gone
    from (
      select exercise_id, sum(sign) as scores, coalesce(sum(sign) filter (where solved_at is not null), 0) as correct,
        coalesce(sum(sign) filter (where to_solve is not null), 0) as solved, sum(sign * attempts) as attempts,
        max(updated_at) filter (where sign > 0) as gained_update,
        max(updated_at) filter (where sign < 0) as lost_update,
        min(solved_at) filter (where sign > 0) as gained_at, min(solved_at) filter (where sign < 0) as lost_at,
        (array_agg(user_id order by solved_at, user_id) filter (where sign > 0 and solved_at is not null))[1] as gained_by,
        (array_agg(user_id order by solved_at, user_id) filter (where sign < 0 and solved_at is not null))[1] as lost_by
      from changed group by exercise_id) change
    left join report_exercises kept on kept.exercise_id = change.exercise_id),
  exercises_put as (
    insert into report_exercises as kept (exercise_id, scores, correct, solved, attempts, last_updated_at, first_solved_at,
      first_solver)
    select exercise_id, scores, correct, solved, attempts, gained_update,
      case when is_gained then gained_at else first_before end, case when is_gained then gained_by else solver_before end
    from (
      select *, gained_at is not null
        and (first_before is null or (gained_at, gained_by) < (first_before, solver_before)) as is_gained
      from exercises) change
    on conflict (exercise_id) do update
    set scores = kept.scores + excluded.scores, correct = kept.correct + excluded.correct,
      solved = kept.solved + excluded.solved, attempts = kept.attempts + excluded.attempts,
      last_updated_at = greatest(kept.last_updated_at, excluded.last_updated_at),
      first_solved_at = excluded.first_solved_at, first_solver = excluded.first_solver),
  solves as (
    insert into report_solves as kept (exercise_id, attempts, scores)
    select coalesce(exercise_id, 0), to_solve, sum(sign) from changed where to_solve is not null
    group by grouping sets ((exercise_id, to_solve), (to_solve)) having sum(sign) <> 0
    on conflict (exercise_id, attempts) do update set scores = kept.scores + excluded.scores),
  totals as (
    update report_totals kept
    set transaction = batch_end.transaction, sequence = batch_end.sequence, scores = kept.scores + change.scores,
      correct = kept.correct + change.correct, solved = kept.solved + change.solved,
      attempts = kept.attempts + change.attempts
    from (
      select coalesce(sum(scores), 0) as scores, coalesce(sum(correct), 0) as correct, coalesce(sum(solved), 0) as solved,
        coalesce(sum(attempts), 0) as attempts
      from exercises) change)
  select (select array_agg(user_id) from users where is_lost and scores > 0),
    (select array_agg(exercise_id) from exercises where is_update_lost and not is_gone),
    (select array_agg(exercise_id) from exercises where is_first_lost and not is_gone),
    (select array_agg(exercise_id) from exercises where is_gone)
  into lost_last, lost_update, lost_first, gone;

  -- Extremes that were lost are looked up among the scores as they were at the end of the batch.
  if lost_last is not null then
    update report_users kept set last_solved_at = found.last_solved_at
    from (
      select lost.user_id, max(solve.solved_at) as last_solved_at
      from unnest(lost_last) lost (user_id)
      left join lateral (
        select coalesce(solved_at, updated_at) as solved_at from scores
        where user_id = lost.user_id and correct
          and (changed_in < batch_end.transaction or changed_in = batch_end.transaction and not exists (
            select from score_events later
            where later.score_id = scores.id
              and (later.transaction, later.sequence) > (batch_end.transaction, batch_end.sequence)))
        union all
        select coalesce(state.solved_at, state.at)
        from (
          select distinct score_id from score_events
          where user_id = lost.user_id
            and (transaction, sequence) > (batch_end.transaction, batch_end.sequence)) later
        cross join lateral score_event_at(later.score_id, batch_end.transaction, batch_end.sequence) state
        where state.correct and state.user_id = lost.user_id) solve on true
      group by lost.user_id) found
    where kept.user_id = found.user_id;
  end if;
  if lost_update is not null then
    update report_exercises kept set last_updated_at = found.last_updated_at
    from (
      select lost.exercise_id, max(written.updated_at) as last_updated_at
      from unnest(lost_update) lost (exercise_id)
      left join lateral (
        -- Of the scores without later events, the latest is that of the latest event that left a score as it is now.
        select latest.updated_at
        from (values (true), (false)) verdict (correct)
        cross join lateral (
          select event.at as updated_at from score_events event
          where event.exercise_id = lost.exercise_id and event.correct = verdict.correct and event.type <> 'r'
            and (event.transaction, event.sequence) <= (batch_end.transaction, batch_end.sequence)
            and exists (
              select from scores
              where scores.id = event.score_id and scores.version = event.version and scores.updated_at = event.at)
          order by event.at desc limit 1) latest
        union all
        select state.at
        from (
          select distinct score_id from score_events
          where exercise_id = lost.exercise_id
            and (transaction, sequence) > (batch_end.transaction, batch_end.sequence)) later
        cross join lateral score_event_at(later.score_id, batch_end.transaction, batch_end.sequence) state
        where state.exercise_id = lost.exercise_id) written on true
      group by lost.exercise_id) found
    where kept.exercise_id = found.exercise_id;
  end if;
  if lost_first is not null then
    update report_exercises kept set first_solved_at = found.solved_at, first_solver = found.user_id
    from (
      select distinct on (lost.exercise_id) lost.exercise_id, solve.solved_at, solve.user_id
      from unnest(lost_first) lost (exercise_id)
      left join lateral (
        select coalesce(solved_at, updated_at) as solved_at, user_id from scores
        where exercise_id = lost.exercise_id and correct
          and (changed_in < batch_end.transaction or changed_in = batch_end.transaction and not exists (
            select from score_events later
            where later.score_id = scores.id
              and (later.transaction, later.sequence) > (batch_end.transaction, batch_end.sequence)))
        union all
        select coalesce(state.solved_at, state.at), state.user_id
        from (
          select distinct score_id from score_events
          where exercise_id = lost.exercise_id
            and (transaction, sequence) > (batch_end.transaction, batch_end.sequence)) later
        cross join lateral score_event_at(later.score_id, batch_end.transaction, batch_end.sequence) state
        where state.correct and state.exercise_id = lost.exercise_id) solve on true
      order by lost.exercise_id, solve.solved_at, solve.user_id) found
    where kept.exercise_id = found.exercise_id;
  end if;
  if gone is not null then
    delete from report_exercises where exercise_id = any(gone);
  end if;
  return is_full;
end
$$;
revoke execute on function fold_score_events from public;

-- Computes the reports from the scores and corrects every row that differs. Returns the number of scores and of corrected
-- rows. Reads every score before it writes. Writers and readers do not wait for it.
create or replace function rebuild_reports(out all_scores bigint, out corrected_rows bigint) language plpgsql
  security definer set search_path from current as $$
declare
  folded report_totals;
begin
  lock table scores in access share mode;
  perform pg_advisory_xact_lock(hashtext('report_totals'));
  select * into strict folded from report_totals;
  if folded.transaction is null or folded.transaction >= pg_snapshot_xmin(pg_current_snapshot()) then
    -- Not built yet, or of a database that counted transactions differently, from which this one was restored.
    select transaction, sequence into folded.transaction, folded.sequence from (
      (select transaction, sequence from score_events where transaction < pg_snapshot_xmin(pg_current_snapshot())
      order by transaction desc, sequence desc limit 1)
      union all
      select transaction, sequence from score_events_dropped) position
    order by transaction desc, sequence desc limit 1;
  else
    while fold_score_events(10000) loop
    end loop;
    select * into strict folded from report_totals;
  end if;

  with counted as materialized (
    select user_id, exercise_id, to_solve, count(*) as scores, count(solved_at) as correct, count(to_solve) as solved,
      sum(attempts) as attempts, max(updated_at) as last_updated_at, max(solved_at) as last_solved_at,
      min(solved_at) as first_solved_at,
      -- Row values have no minimum: microseconds since 1970, user.
      min(case when solved_at is not null then array[(date_part('epoch', solved_at) * 1000000)::bigint, user_id] end)
        as first
    from scores_at(folded.transaction, folded.sequence)
    group by grouping sets ((user_id), (exercise_id, to_solve))),
  users as materialized (
    select user_id, scores, correct, last_solved_at from counted where user_id is not null),
  users_put as (
    insert into report_users as kept (user_id, scores, correct, last_solved_at)
    select user_id, users.scores, correct, last_solved_at from users
    on conflict (user_id) do update
    set scores = excluded.scores, correct = excluded.correct, last_solved_at = excluded.last_solved_at
    where (kept.scores, kept.correct, kept.last_solved_at)
      is distinct from (excluded.scores, excluded.correct, excluded.last_solved_at)
    returning 1),
  users_gone as (
    delete from report_users kept where not exists (select from users where users.user_id = kept.user_id) returning 1),
  ranks as materialized (select correct, count(*) as users from users group by correct),
  ranks_put as (
    insert into report_ranks as kept (correct, users) select correct, users from ranks
    on conflict (correct) do update set users = excluded.users where kept.users <> excluded.users returning 1),
  ranks_gone as (
    delete from report_ranks kept
    where kept.users <> 0 and not exists (select from ranks where ranks.correct = kept.correct) returning 1),
  exercises as materialized (
    select exercise_id, sum(counted.scores) as scores, sum(correct) as correct, sum(solved) as solved,
      sum(attempts) as attempts, max(last_updated_at) as last_updated_at,
      min(first_solved_at) as first_solved_at, (min(first))[2] as first_solver
    from counted where exercise_id is not null group by exercise_id),
  exercises_put as (
    insert into report_exercises as kept (exercise_id, scores, correct, solved, attempts, last_updated_at, first_solved_at,
      first_solver)
    select exercise_id, exercises.scores, correct, solved, attempts, last_updated_at, first_solved_at, first_solver
    from exercises
    on conflict (exercise_id) do update
    set scores = excluded.scores, correct = excluded.correct, solved = excluded.solved, attempts = excluded.attempts,
      last_updated_at = excluded.last_updated_at, first_solved_at = excluded.first_solved_at,
      first_solver = excluded.first_solver
    where kept is distinct from excluded
    returning 1),
  exercises_gone as (
    delete from report_exercises kept
    where not exists (select from exercises where exercises.exercise_id = kept.exercise_id) returning 1),
  solves as materialized (
    select coalesce(exercise_id, 0) as exercise_id, to_solve as attempts, sum(counted.scores) as scores
    from counted where to_solve is not null
    group by grouping sets ((exercise_id, to_solve), (to_solve))),
  solves_put as (
    insert into report_solves as kept (exercise_id, attempts, scores)
    select exercise_id, attempts, solves.scores from solves
    on conflict (exercise_id, attempts) do update set scores = excluded.scores
    where kept.scores <> excluded.scores
    returning 1),
  solves_gone as (
    delete from report_solves kept
    where kept.scores <> 0 and not exists (
      select from solves where solves.exercise_id = kept.exercise_id and solves.attempts = kept.attempts)
    returning 1),
  totals as materialized (
    select coalesce(sum(exercises.scores), 0) as scores, coalesce(sum(correct), 0) as correct,
      coalesce(sum(solved), 0) as solved, coalesce(sum(attempts), 0) as attempts
    from exercises),
  totals_put as (
    update report_totals kept
    set transaction = folded.transaction, sequence = folded.sequence, scores = totals.scores, correct = totals.correct,
      solved = totals.solved, attempts = totals.attempts
    from totals
    where (kept.transaction, kept.sequence, kept.scores, kept.correct, kept.solved, kept.attempts)
      is distinct from (folded.transaction, folded.sequence, totals.scores, totals.correct, totals.solved, totals.attempts)
    returning 1)
  select totals.scores, (select count(*) from users_put) + (select count(*) from users_gone)
    + (select count(*) from ranks_put) + (select count(*) from ranks_gone) + (select count(*) from exercises_put)
    + (select count(*) from exercises_gone) + (select count(*) from solves_put) + (select count(*) from solves_gone)
    + (select count(*) from totals_put)
  into strict all_scores, corrected_rows
  from totals;
end
$$;
revoke execute on function rebuild_reports from public;

-- Drops the events that were logged before the month of the given time, except those that are the latest of a score, which
-- the lists by time need, and those that the reports need as long as later events of their scores are not folded. Copies these, 1000 events examined in a call, and so in a short transaction; then puts the copy in
-- the place of all older partitions, which locks out writers for a moment. Call it until it returns 'nothing'.
create or replace function drop_score_events(before timestamptz) returns text language plpgsql
  security definer set search_path from current set lock_timeout = '1s' as $$
declare
  state score_events_dropped;
  last  record;
  old   regclass;
begin
  perform pg_advisory_xact_lock(hashtext('score_events'));
  select * into strict state from score_events_dropped;
  if state.month is null then
    state.month := date_trunc('month', before, 'UTC');
    if not exists (
      select from pg_inherits join pg_class partition on partition.oid = inhrelid
      where inhparent = 'score_events'::regclass and relname similar to 'score_events_[0-9]{4}_[0-9]{2}'
        and relname < 'score_events_' || to_char(state.month at time zone 'UTC', 'YYYY_MM'))
    then
      return 'nothing';
    end if;
    drop table if exists score_events_copy;
    execute format(
      'create table score_events_copy (like score_events including defaults including constraints including indexes,'
        ' check (logged_at < %L))', state.month);
    update score_events_dropped set month = state.month, examined_transaction = '0', examined_sequence = 0;
    return 'copied';
  end if;

  with batch as materialized (
    select * from score_events
    where logged_at < state.month
      and (transaction, sequence) > (state.examined_transaction, state.examined_sequence)
    order by transaction, sequence limit 1000),
  copied as (
    insert into score_events_copy
    select batch.* from batch cross join lateral (
      select from scores where id = score_id and version = batch.version and updated_at = batch.at offset 0) latest)
  select transaction, sequence into last from batch order by transaction desc, sequence desc limit 1;
  if found then
    update score_events_dropped set examined_transaction = last.transaction, examined_sequence = last.sequence;
    return 'copied';
  end if;

  -- Events that are not folded are not dropped.
  if exists (
    select from report_totals where (transaction, sequence) < (state.examined_transaction, state.examined_sequence))
  then
    perform fold_score_events(5000);
    return 'copied';
  end if;

  lock table score_events in access exclusive mode;
  insert into score_events_copy
  select earlier.*
  from (
    select distinct score_id, transaction, sequence
    from report_totals cross join lateral scores_changed_after(transaction, sequence)) later
  cross join lateral score_event_at(later.score_id, later.transaction, later.sequence) earlier
  where earlier.logged_at < state.month and not exists (
    select from score_events_copy copy
    where copy.transaction = earlier.transaction and copy.sequence = earlier.sequence);
  for old in
    select inhrelid from pg_inherits join pg_class partition on partition.oid = inhrelid
    where inhparent = 'score_events'::regclass and (relname = 'score_events_kept'
      or relname similar to 'score_events_[0-9]{4}_[0-9]{2}'
        and relname < 'score_events_' || to_char(state.month at time zone 'UTC', 'YYYY_MM'))
  loop
    execute format('alter table score_events detach partition %s', old);
    execute format('drop table %s', old);
  end loop;
  delete from score_events_other where logged_at < state.month;
  alter table score_events_copy rename to score_events_kept;
  execute format(
    'alter table score_events attach partition score_events_kept for values from (minvalue) to (%L)', state.month);
  update score_events_dropped set month = null;
  update score_events_dropped set transaction = examined_transaction, sequence = examined_sequence
  where (transaction, sequence) < (examined_transaction, examined_sequence);
  return 'dropped';
end
$$;
-- An empty table has an empty log and empty reports, from the same position in the order of the log.
create or replace function scores_truncated() returns trigger language plpgsql security definer set search_path from current as $$
begin
  truncate score_events, report_users, report_exercises, report_solves, report_ranks;
  update report_totals set scores = 0, correct = 0, solved = 0, attempts = 0;
  return null;
end
$$;
-- Erases at most 1000 of the user's scores or events, and so in a short transaction. Call it until it returns true. In the
-- log remains one tombstone for each score: its ids and its time.
create or replace function erase_user(erased integer, removed_at timestamptz) returns boolean language plpgsql
  security definer set search_path from current as $$
declare
  most constant integer := 1000;
  folded report_totals;
  copied integer;
begin
  -- Events are not moved or copied meanwhile (V6).
  perform pg_advisory_xact_lock(hashtext('score_events'));
  perform set_config('scores.removed_at', removed_at::text, true);

  -- Replies that are kept for requests that are sent again (V12).
  delete from idempotency_keys where (client, key) in (
    select client, key from idempotency_keys where client = 'user ' || erased limit most);
  if found then
    return false;
  end if;

  -- A trigger logs the tombstones. Rows that a writer has locked come later, so that writers and this function cannot
  -- deadlock; of these it waits for one, with no lock on another.
  with held as (
    select id from scores where user_id = erased order by exercise_id limit most for update skip locked)
  delete from scores using held where scores.id = held.id;
  if not found then
    with held as (select id from scores where user_id = erased order by exercise_id limit 1 for update)
    delete from scores using held where scores.id = held.id;
  end if;
  if found then
    update score_events
    set verdict = false, correct = false, version = 1, attempts = 1, created_at = at, solved_at = null,
      solved_attempts = null, written_by = null
    where transaction >= pg_current_xact_id() and user_id = erased and type = 'r';
    return false;
  end if;

  -- The reports subtract a removed score as its events show it, so the events stay until the removals are folded. That
  -- waits for transactions that are older than the removals.
  if fold_score_events(5000, false) then
    return false;
  end if;
  select * into folded from report_totals
  where transaction is not null and not exists (select from scores where user_id = erased)
    and not exists (
      select from score_events event
      where event.user_id = erased
        and (event.transaction, event.sequence) > (report_totals.transaction, report_totals.sequence));
  if not found then
    perform pg_sleep(0.02);
    return false;
  end if;

  -- By verdict, then by time: ranges of the index score_events_user_time. The tombstones are at the end of one.
  for correctness in 0 .. 1 loop
    with batch as materialized (
      select transaction, sequence from score_events
      where user_id = erased and correct = (correctness = 0) and type <> 'r'
        and (transaction, sequence) <= (folded.transaction, folded.sequence)
      order by at limit most)
    delete from score_events event using batch
    where event.transaction = batch.transaction and event.sequence = batch.sequence;
    if found then
      return false;
    end if;
  end loop;

  -- Earlier removals.
  for correctness in 0 .. 1 loop
    with batch as materialized (
      select transaction, sequence from score_events
      where user_id = erased and correct = (correctness = 0) and type = 'r'
        and (verdict or correct or version <> 1 or attempts <> 1 or created_at <> at or solved_at is not null
          or solved_attempts is not null or written_by is not null)
      order by at limit most)
    update score_events event
    set verdict = false, correct = false, version = 1, attempts = 1, created_at = at, solved_at = null,
      solved_attempts = null, written_by = null
    from batch where event.transaction = batch.transaction and event.sequence = batch.sequence;
    if found then
      return false;
    end if;
  end loop;

  -- Events that are copied because a month is being dropped: they are the latest of scores, so none is a tombstone.
  if to_regclass('score_events_copy') is not null then
    execute 'delete from score_events_copy where ctid = any(array(
      select ctid from score_events_copy where user_id = $1 limit $2))' using erased, most;
    get diagnostics copied = row_count;
    if copied > 0 then
      return false;
    end if;
  end if;
  return not exists (select from scores where user_id = erased);
end
$$;
-- Roles that may read scores may read the reports, and those that may add scores may fold them.
do $$
declare
  granted record;
begin
  for granted in
    select acl.privilege_type as privilege, coalesce(quote_ident(role.rolname), 'public') as grantee
    from pg_class relation, aclexplode(relation.relacl) acl left join pg_roles role on role.oid = acl.grantee
    where relation.oid = 'scores'::regclass and acl.privilege_type in ('SELECT', 'INSERT')
  loop
    if granted.privilege = 'SELECT' then
      execute format('grant select on report_totals, report_users, report_ranks, report_exercises, report_solves to %s',
        granted.grantee);
    else
      execute format('grant execute on function fold_score_events, rebuild_reports to %s', granted.grantee);
    end if;
  end loop;
end
$$;
commit;

select rebuild_reports();
analyze report_users, report_exercises, report_solves, report_ranks;
