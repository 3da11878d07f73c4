-- Outside a transaction (see the .conf file) because of the index. Can be repeated.

-- Finds the next first solver of an exercise in one row (ADR 54). "solved_at" changes only with "correct", which other indexes
-- have, so an update that leaves "correct" as it is still changes no index.
drop index concurrently if exists scores_first_solve;
create index concurrently scores_first_solve on scores (exercise_id, solved_at, user_id) where correct;

begin;

drop type if exists report_change cascade;

-- A score, as far as reports need it, that is added to them (1) or taken away (-1).
create type report_change as (
  sign        integer,
  user_id     integer,
  exercise_id integer,
  attempts    bigint,
  to_solve    bigint,      -- the number of attempts up to the solve
  solved_at   timestamptz, -- of correct scores
  updated_at  timestamptz
);

-- The users of these scores as they will be, and as they are. If the latest solve is taken away, it is lost and null, because
-- it has to be looked up.
create function report_users_after(changes report_change[])
  returns table (user_id integer, scores bigint, correct bigint, last_solved_at timestamptz, scores_before bigint,
    correct_before bigint, last_before timestamptz, is_last_lost boolean) language sql stable as $$
  select user_id, coalesce(scores_before, 0) + scores, coalesce(correct_before, 0) + correct,
    case when is_last_lost then null else greatest(last_before, gained) end, scores_before, correct_before, last_before,
    is_last_lost
  from (
    select change.*, kept.scores as scores_before, kept.correct as correct_before, kept.last_solved_at as last_before,
      coalesce(change.lost = kept.last_solved_at and (change.gained is null or change.gained < change.lost), false)
        as is_last_lost
    from (
      select user_id, sum(sign) as scores, coalesce(sum(sign) filter (where solved_at is not null), 0) as correct,
        max(solved_at) filter (where sign > 0) as gained, max(solved_at) filter (where sign < 0) as lost
      from unnest(changes) group by user_id) change
    left join report_users kept on kept.user_id = change.user_id) user_after
$$;

-- What these scores add to their exercises, and the first solvers as they will be: null if lost, as above.
create function report_exercises_after(changes report_change[])
  returns table (exercise_id integer, scores bigint, correct bigint, solved bigint, attempts bigint,
    gained_update timestamptz, first_solved_at timestamptz, first_solver integer, is_update_lost boolean,
    is_first_lost boolean, is_gone boolean) language sql stable as $$
  select exercise_id, scores, correct, solved, attempts, gained_update,
    case when is_first_gained then gained_at when not is_first_lost then first_before end,
    case when is_first_gained then gained_by when not is_first_lost then solver_before end,
    is_update_lost, is_first_lost, is_gone
  from (
    select change.*, kept.first_solved_at as first_before, kept.first_solver as solver_before,
      coalesce(
        change.lost_update = kept.last_updated_at
          and (change.gained_update is null or change.gained_update < change.lost_update), false) as is_update_lost,
      coalesce(
        (change.lost_at, change.lost_by) = (kept.first_solved_at, kept.first_solver)
          and (change.gained_at is null or (change.gained_at, change.gained_by) > (change.lost_at, change.lost_by)), false)
        as is_first_lost,
      change.gained_at is not null and (
        kept.first_solved_at is null
        or (change.gained_at, change.gained_by) < (kept.first_solved_at, kept.first_solver)) as is_first_gained,
      coalesce(kept.scores + change.scores <= 0, false) as is_gone
    from (
      select exercise_id, sum(sign) as scores, coalesce(sum(sign) filter (where solved_at is not null), 0) as correct,
        coalesce(sum(sign) filter (where to_solve is not null), 0) as solved, sum(sign * attempts)::bigint as attempts,
        max(updated_at) filter (where sign > 0) as gained_update,
        max(updated_at) filter (where sign < 0) as lost_update,
        min(solved_at) filter (where sign > 0) as gained_at, min(solved_at) filter (where sign < 0) as lost_at,
        (array_agg(user_id order by solved_at, user_id) filter (where sign > 0 and solved_at is not null))[1] as gained_by,
        (array_agg(user_id order by solved_at, user_id) filter (where sign < 0 and solved_at is not null))[1] as lost_by
      from unnest(changes) group by exercise_id) change
    left join report_exercises kept on kept.exercise_id = change.exercise_id) exercise_after
$$;

-- As in V13, but reads everything before it writes, and looks up what is lost in bounded ranges of indexes.
--
-- Folds the next events into the reports, at most so many, and returns whether further events wait. Only events that the
-- change feed shows, in its order, and whole transactions unless one alone has more events. A score counts as its last
-- event in the batch shows it, instead of as the last event before the batch shows it. If another session folds, it waits,
-- or returns null if it is not patient.
create or replace function fold_score_events(most integer, patient boolean default true) returns boolean
  language plpgsql security definer set search_path from current
  set jit = off set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set enable_bitmapscan = off as $$
declare
  folded      report_totals;
  horizon     xid8;
  batch_end   record;
  boundary    record;
  is_full     boolean;
  latest      score_events[];
  changes     report_change[];
  lost_last   integer[]; -- users
  lost_update integer[]; -- exercises
  lost_first  integer[]; -- exercises
  changed     bigint[];  -- scores with an event after the batch
  solves      report_change[];
  updates     report_change[];
  gone        integer[]; -- exercises
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

  select array_agg(event) into latest
  from (
    select distinct on (score_id) score_events as event from score_events
    where (transaction, sequence) > (folded.transaction, folded.sequence)
      and (transaction, sequence) <= (batch_end.transaction, batch_end.sequence)
    order by score_id, transaction desc, sequence desc) of_score;
  select
    array_agg(
      row(
        state.sign, state.user_id, state.exercise_id, greatest(state.attempts, 1),
        coalesce(state.solved_attempts, case when state.correct then 1 end),
        case when state.correct then coalesce(state.solved_at, state.at) end, state.at)::report_change)
  into changes
  from (
    select 1 as sign, event.* from unnest(latest) event where event.type <> 'r'
    union all
    select -1, earlier.*
    from unnest(latest) event
    cross join lateral score_event_at(event.score_id, folded.transaction, folded.sequence) earlier) state;

  -- Extremes that are lost are looked up as they were at the end of the batch.
  select array_agg(user_id) into lost_last from report_users_after(changes) where is_last_lost and scores > 0;
  select array_agg(exercise_id) filter (where is_update_lost), array_agg(exercise_id) filter (where is_first_lost)
  into lost_update, lost_first
  from report_exercises_after(changes) where not is_gone;
  if lost_last is not null or lost_first is not null then
    -- Candidates: the best row of those without an event after the batch, then all scores with such an event. In this
    -- order, so that a score which is written in between is among the latter.
    select array_agg(row(1, solve.user_id, solve.exercise_id, null, null, solve.solved_at, null)::report_change)
    into solves
    from (
      select last.*
      from unnest(lost_last) lost (user_id)
      cross join lateral (
        select scores.user_id, exercise_id, coalesce(solved_at, updated_at) as solved_at from scores
        where scores.user_id = lost.user_id and correct
          and (changed_in < batch_end.transaction or changed_in = batch_end.transaction and not exists (
            select from score_events later
            where later.score_id = scores.id and later.user_id = scores.user_id
              and (later.transaction, later.sequence) > (batch_end.transaction, batch_end.sequence)))
        order by 3 desc limit 1) last
      union all
      select first.*
      from unnest(lost_first) lost (exercise_id)
      cross join lateral (
        select user_id, scores.exercise_id, solved_at from scores
        where scores.exercise_id = lost.exercise_id and correct
          and (changed_in < batch_end.transaction or changed_in = batch_end.transaction and not exists (
            select from score_events later
            where later.score_id = scores.id and later.user_id = scores.user_id
              and (later.transaction, later.sequence) > (batch_end.transaction, batch_end.sequence)))
        order by solved_at, user_id limit 1) first) solve;
    -- A score that was correct has a time of its solve in all later events, except the tombstones of erased users.
    select array_agg(distinct score_id) into changed from score_events
    where (transaction, sequence) > (batch_end.transaction, batch_end.sequence)
      and (solved_at is not null or type = 'r')
      and (user_id in (select unnest(lost_last)) or exercise_id in (select unnest(lost_first)));
    solves := solves || (
      select
        array_agg(
          row(1, state.user_id, state.exercise_id, null, null, coalesce(state.solved_at, state.at), null)::report_change)
      from unnest(changed) score (id)
      cross join lateral score_event_at(score.id, batch_end.transaction, batch_end.sequence) state
      where state.correct);
  end if;
  if lost_update is not null then
    -- The latest event that no event of the same score follows up to the end of the batch. Tombstones of erased users have 1 in
    -- the place of the number of attempts.
    select array_agg(row(1, null, latest_of.exercise_id, null, null, null, latest_of.at)::report_change) into updates
    from (
      select kept.exercise_id, max(event.at) as at
      from unnest(lost_update) lost (exercise_id)
      join report_exercises kept on kept.exercise_id = lost.exercise_id
      cross join (values (true), (false)) verdict (correct)
      cross join lateral (
        select at from score_events
        where exercise_id = kept.exercise_id and correct = verdict.correct and at <= kept.last_updated_at and type <> 'r'
          and (transaction, sequence) <= (batch_end.transaction, batch_end.sequence)
          and not exists (
            select from score_events newer
            where newer.score_id = score_events.score_id and newer.attempts >= score_events.attempts
              and (newer.transaction, newer.sequence) > (score_events.transaction, score_events.sequence)
              and (newer.transaction, newer.sequence) <= (batch_end.transaction, batch_end.sequence))
          and not exists (
            select from score_events tombstone
            where tombstone.score_id = score_events.score_id and tombstone.attempts = 1 and tombstone.type = 'r'
              and (tombstone.transaction, tombstone.sequence) > (score_events.transaction, score_events.sequence)
              and (tombstone.transaction, tombstone.sequence) <= (batch_end.transaction, batch_end.sequence))
        order by at desc limit 1) event
      group by kept.exercise_id) latest_of;
  end if;

  -- From here on it writes, and so holds up the change feed.
  with users as materialized (select * from report_users_after(changes)),
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
  exercises as materialized (select * from report_exercises_after(changes)),
  exercises_put as (
    insert into report_exercises as kept (exercise_id, scores, correct, solved, attempts, last_updated_at, first_solved_at,
      first_solver)
    select exercise_id, scores, correct, solved, attempts, gained_update, first_solved_at, first_solver from exercises
    on conflict (exercise_id) do update
    set scores = kept.scores + excluded.scores, correct = kept.correct + excluded.correct,
      solved = kept.solved + excluded.solved, attempts = kept.attempts + excluded.attempts,
      last_updated_at = greatest(kept.last_updated_at, excluded.last_updated_at),
      first_solved_at = excluded.first_solved_at, first_solver = excluded.first_solver),
  solves_put as (
    insert into report_solves as kept (exercise_id, attempts, scores)
    select coalesce(exercise_id, 0), to_solve, sum(sign) from unnest(changes) where to_solve is not null
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
  select array_agg(exercise_id) into gone from exercises where is_gone;

  if gone is not null then
    delete from report_exercises where exercise_id = any(gone);
  end if;
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
    update report_exercises kept set last_updated_at = latest_update.updated_at
    from unnest(updates) latest_update where kept.exercise_id = latest_update.exercise_id;
  end if;
  return is_full;
end
$$;

-- As in V13, but folds nothing before, because a transaction that has written holds up the feed while it reads all scores.
--
-- Computes the reports from the scores and corrects every row that differs, at the position of the reports; if they are more
-- than 100000 events late, at the end of the log. Returns the number of scores and of corrected rows. Reads every score before
-- it writes. Writers and readers do not wait for it.
create or replace function rebuild_reports(out all_scores bigint, out corrected_rows bigint) language plpgsql
  security definer set search_path from current as $$
declare
  folded report_totals;
begin
  lock table scores in access share mode;
  perform pg_advisory_xact_lock(hashtext('report_totals'));
  select * into strict folded from report_totals;
  if folded.transaction is null or folded.transaction >= pg_snapshot_xmin(pg_current_snapshot())
    or exists (
      select from score_events where (transaction, sequence) > (folded.transaction, folded.sequence)
      order by transaction, sequence offset 100000 limit 1)
  then
    -- Not built yet, or of a database that counted transactions differently, from which this one was restored, or late.
    select transaction, sequence into folded.transaction, folded.sequence from (
      (select transaction, sequence from score_events where transaction < pg_snapshot_xmin(pg_current_snapshot())
      order by transaction desc, sequence desc limit 1)
      union all
      select transaction, sequence from score_events_dropped) position
    order by transaction desc, sequence desc limit 1;
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

-- Copies the events before a month that the reports will subtract: each is the last event of its score up to the position of the
-- reports, and an event of a transaction from the given one on follows it.
create or replace function keep_score_events_for_reports(month timestamptz, first_transaction xid8) returns void
  language plpgsql set enable_seqscan = off set enable_bitmapscan = off as $$
declare
  folded report_totals;
begin
  select * into strict folded from report_totals;
  insert into score_events_copy
  select earlier.*
  from (
    select distinct score_id from score_events
    where (transaction, sequence) > (folded.transaction, folded.sequence) and transaction >= first_transaction) later
  cross join lateral score_event_at(later.score_id, folded.transaction, folded.sequence) earlier
  where earlier.logged_at < month and not exists (
    select from score_events_copy copy
    where copy.transaction = earlier.transaction and copy.sequence = earlier.sequence);
end
$$;
revoke execute on function keep_score_events_for_reports from public;

-- As in V13, but examines only events that the change feed shows, because others may come before them, and does before the lock
-- what it can. Returns 'waiting' if the next step has to wait for transactions that are open, or for another session that folds.
--
-- Drops the events that were logged before the month of the given time, except those that are the latest of a score, which
-- the lists by time need, and those that the reports need as long as later events of their scores are not folded. Copies
-- these, 1000 events examined in a call, and so in a short transaction; then puts the copy in the place of all older
-- partitions, which locks out writers for a moment. Call it until it returns 'nothing', or 'waiting': then again later.
create or replace function drop_score_events(before timestamptz) returns text language plpgsql
  security definer set search_path from current set lock_timeout = '1s' as $$
declare
  state   score_events_dropped;
  folded  report_totals;
  horizon xid8;
  last    record;
  old     regclass;
begin
  perform pg_advisory_xact_lock(hashtext('score_events'));
  -- In the order in which "truncate" takes its locks.
  lock table scores in access share mode;
  horizon := pg_snapshot_xmin(pg_current_snapshot());
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
    where logged_at < state.month and transaction < horizon
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

  if exists (
    select from score_events
    where logged_at < state.month
      and (transaction, sequence) > (state.examined_transaction, state.examined_sequence))
  then
    return 'waiting';
  end if;

  -- Events that are not folded are not dropped.
  select * into strict folded from report_totals;
  if (folded.transaction, folded.sequence) < (state.examined_transaction, state.examined_sequence) then
    perform fold_score_events(5000, false);
    return case
      when exists (
        select from report_totals where (transaction, sequence) > (folded.transaction, folded.sequence))
      then 'copied' else 'waiting' end;
  end if;

  perform keep_score_events_for_reports(state.month, '0');
  lock table score_events in access exclusive mode;
  -- What was written before the lock.
  if exists (
    select from score_events
    where logged_at < state.month
      and (transaction, sequence) > (state.examined_transaction, state.examined_sequence))
  then
    return 'copied';
  end if;
  perform keep_score_events_for_reports(state.month, horizon);
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

-- As in V13, but rows of reports are deleted: readers of reports hold locks on their tables while they wait for the log.
--
-- An empty table has an empty log and empty reports, from the same position in the order of the log.
create or replace function scores_truncated() returns trigger language plpgsql security definer set search_path from current as $$
begin
  truncate score_events;
  delete from report_users;
  delete from report_exercises;
  delete from report_solves;
  delete from report_ranks;
  update report_totals set scores = 0, correct = 0, solved = 0, attempts = 0;
  return null;
end
$$;

-- As in V13, but returns null instead of waiting, and folds nothing.
--
-- Erases at most 1000 of the user's scores or events, and so in a short transaction. Call it until it returns true. Null means
-- that the rest has to wait: for writers that have locked the scores, or until the removals are folded. In the log remains one
-- tombstone for each score: its ids and its time.
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

  -- A trigger logs the tombstones. Rows that a writer has locked come later, so that none delays other users.
  with held as (
    select id from scores where user_id = erased order by exercise_id limit most for update skip locked)
  delete from scores using held where scores.id = held.id;
  if found then
    update score_events
    set verdict = false, correct = false, version = 1, attempts = 1, created_at = at, solved_at = null,
      solved_attempts = null, written_by = null
    where transaction >= pg_current_xact_id() and user_id = erased and type = 'r';
    return false;
  end if;

  -- The reports subtract a removed score as its events show it, so the events stay until the removals are folded. That
  -- waits for transactions that are older than the removals.
  select * into folded from report_totals
  where transaction is not null and not exists (select from scores where user_id = erased)
    and not exists (
      select from score_events event
      where event.user_id = erased
        and (event.transaction, event.sequence) > (report_totals.transaction, report_totals.sequence));
  if not found then
    return null;
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

commit;
