-- Waiting for a reader of the table must not make all others wait.
set local lock_timeout = '5s';

-- The first functions are all that differs if the tables are distributed: the command distribute replaces them by those of
-- db/citus.sql, together with scores_changed_after and scores_at (ADR 56). Here PostgreSQL puts their text into the statement
-- that calls them.

-- Every transaction below it has ended, so no further event can appear below it.
create function feed_horizon() returns xid8 language sql stable as $$ select pg_snapshot_xmin(pg_current_snapshot()) $$;

-- A row if events wait after a position in the log. A standby cannot fold events, so none wait there.
create function score_events_wait(last_transaction xid8, last_sequence bigint) returns table (waits boolean)
  language sql stable as $$
  select true from score_events
  where (transaction, sequence) > (last_transaction, last_sequence) and not pg_is_in_recovery()
  order by transaction, sequence limit 1
$$;

-- The last event of a user's score up to a position in the log, which shows the score as it was there (V13). The user tells
-- which node has it.
create function score_event_at(owner integer, score bigint, last_transaction xid8, last_sequence bigint)
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

-- The last events of the same scores up to a position in the log.
create function score_events_before(events score_events[], last_transaction xid8, last_sequence bigint)
  returns setof score_events language sql stable as $$
  select earlier.*
  from unnest(events) event
  cross join lateral score_event_at(event.user_id, event.score_id, last_transaction, last_sequence) earlier
$$;

-- No row. Locks scores before score_events, in the order in which "truncate" takes its locks.
create function scores_locked() returns table (is_locked boolean) language sql stable as $$
  select true from scores where false
$$;

-- The scores of users as they were at a position in the log, without those that have been removed since.
create function scores_of_users_at(users integer[], last_transaction xid8, last_sequence bigint)
  returns table (id bigint, user_id integer, exercise_id integer, correct boolean, created_at timestamptz,
    updated_at timestamptz, version integer, attempts bigint, solved_at timestamptz, solved_attempts bigint)
  language sql stable as $$
  select state.*
  from scores
  cross join lateral (
    select scores.id, scores.user_id, scores.exercise_id, scores.correct, scores.created_at, scores.updated_at,
      scores.version, scores.attempts, scores.solved_at, scores.solved_attempts
    where scores.changed_in < last_transaction
    union all
    select event.score_id, event.user_id, event.exercise_id, event.correct, event.created_at, event.at, event.version,
      event.attempts, event.solved_at, event.solved_attempts
    from score_event_at(scores.user_id, scores.id, last_transaction, last_sequence) event
    where scores.changed_in >= last_transaction) state
  where scores.user_id = any (users)
$$;

-- Those that have been removed since.
create function removed_scores_of_users_at(users integer[], last_transaction xid8, last_sequence bigint)
  returns table (id bigint, user_id integer, exercise_id integer, correct boolean, created_at timestamptz,
    updated_at timestamptz, version integer, attempts bigint, solved_at timestamptz, solved_attempts bigint)
  language sql stable as $$
  select event.score_id, event.user_id, event.exercise_id, event.correct, event.created_at, event.at, event.version,
    event.attempts, event.solved_at, event.solved_attempts
  from (
    select distinct removal.user_id, removal.score_id from score_events removal
    where removal.user_id = any (users) and removal.type = 'r'
      and (removal.transaction, removal.sequence) > (last_transaction, last_sequence)) later
  cross join lateral score_event_at(later.user_id, later.score_id, last_transaction, last_sequence) event
$$;

-- The events after one position in the log up to another.
create function score_events_between(after_transaction xid8, after_sequence bigint, last_transaction xid8,
  last_sequence bigint) returns setof score_events language sql stable as $$
  select * from score_events
  where (transaction, sequence) > (after_transaction, after_sequence)
    and (transaction, sequence) <= (last_transaction, last_sequence)
$$;

-- The latest solve of a user's scores that have no event after a position in the log.
create function last_solve_of_user(owner integer, last_transaction xid8, last_sequence bigint)
  returns table (user_id integer, exercise_id integer, solved_at timestamptz) language sql stable as $$
  select user_id, exercise_id, coalesce(solved_at, updated_at) from scores
  where user_id = owner and correct
    and (changed_in < last_transaction or changed_in = last_transaction and not exists (
      select from score_events later
      where later.score_id = scores.id and later.user_id = scores.user_id
        and (later.transaction, later.sequence) > (last_transaction, last_sequence)))
  order by 3 desc limit 1
$$;

-- The earliest of an exercise.
create function first_solve_of_exercise(exercise integer, last_transaction xid8, last_sequence bigint)
  returns table (user_id integer, exercise_id integer, solved_at timestamptz) language sql stable as $$
  select user_id, exercise_id, solved_at from scores
  where exercise_id = exercise and correct
    and (changed_in < last_transaction or changed_in = last_transaction and not exists (
      select from score_events later
      where later.score_id = scores.id and later.user_id = scores.user_id
        and (later.transaction, later.sequence) > (last_transaction, last_sequence)))
  order by solved_at, user_id limit 1
$$;

-- The scores of users and of exercises with an event after a position in the log that may have been correct there: a score that
-- was correct has a time of its solve in all later events, except the tombstones of erased users.
create function solved_scores_changed_after(users integer[], exercises integer[], last_transaction xid8,
  last_sequence bigint) returns table (user_id integer, score_id bigint) language sql stable as $$
  select distinct user_id, score_id from score_events
  where (transaction, sequence) > (last_transaction, last_sequence) and (solved_at is not null or type = 'r')
    and (user_id in (select unnest(users)) or exercise_id in (select unnest(exercises)))
$$;

-- The time of the latest update of an exercise that no event of the same score follows up to a position in the log. Tombstones
-- of erased users have 1 in the place of the number of attempts.
create function last_update_of_exercise(exercise integer, until timestamptz, last_transaction xid8, last_sequence bigint)
  returns table (at timestamptz) language sql stable as $$
  select latest.at
  from (values (true), (false)) verdict (correct)
  cross join lateral (
    select event.at from score_events event
    where event.exercise_id = exercise and event.correct = verdict.correct and event.at <= until and event.type <> 'r'
      and (event.transaction, event.sequence) <= (last_transaction, last_sequence)
      and not exists (
        select from score_events newer
        where newer.score_id = event.score_id and newer.attempts >= event.attempts
          and (newer.transaction, newer.sequence) > (event.transaction, event.sequence)
          and (newer.transaction, newer.sequence) <= (last_transaction, last_sequence))
      and not exists (
        select from score_events tombstone
        where tombstone.score_id = event.score_id and tombstone.attempts = 1 and tombstone.type = 'r'
          and (tombstone.transaction, tombstone.sequence) > (event.transaction, event.sequence)
          and (tombstone.transaction, tombstone.sequence) <= (last_transaction, last_sequence))
    order by event.at desc limit 1) latest
$$;

-- The scores with an event after a position in the log, of a transaction from one on.
create function scores_changed_after(last_transaction xid8, last_sequence bigint, first_transaction xid8)
  returns table (score_id bigint, user_id integer) language sql stable as $$
  select distinct score_id, user_id from score_events
  where (transaction, sequence) > (last_transaction, last_sequence) and transaction >= first_transaction
$$;

-- Of the next events of the log, at most so many, that were logged before a time: those that left a score as it is now.
create function latest_score_events(before timestamptz, horizon xid8, after_transaction xid8, after_sequence bigint,
  most integer) returns setof score_events language sql stable as $$
  with batch as materialized (
    select * from score_events
    where logged_at < before and transaction < horizon and (transaction, sequence) > (after_transaction, after_sequence)
    order by transaction, sequence limit most)
  select batch.* from batch cross join lateral (
    select from scores
    where id = batch.score_id and version = batch.version and updated_at = batch.at
    offset 0) latest
$$;

-- As in V13, with the user.
create or replace function scores_at(last_transaction xid8, last_sequence bigint)
  returns table (user_id integer, exercise_id integer, attempts bigint, to_solve bigint, solved_at timestamptz,
    updated_at timestamptz) language sql stable as $$
  select user_id, exercise_id, greatest(attempts, 1), coalesce(solved_attempts, case when correct then 1 end),
    case when correct then coalesce(solved_at, updated_at) end, updated_at
  from scores
  where changed_in < last_transaction or changed_in = last_transaction and not exists (
    select from score_events later
    where later.score_id = scores.id
      and (later.transaction, later.sequence) > (last_transaction, last_sequence))
  union all
  select state.user_id, state.exercise_id, greatest(state.attempts, 1),
    coalesce(state.solved_attempts, case when state.correct then 1 end),
    case when state.correct then coalesce(state.solved_at, state.at) end, state.at
  from (select distinct user_id, score_id from scores_changed_after(last_transaction, last_sequence)) later
  cross join lateral score_event_at(later.user_id, later.score_id, last_transaction, last_sequence) state
$$;
drop function score_event_at(bigint, xid8, bigint);

-- This release logs its removals in its statements, so that tables without triggers have the same log.
create or replace trigger scores_removed after delete on scores
  for each row when (current_setting('scores.removal_logged', true) is distinct from 'on')
  execute function scores_logged();

-- As in V13, but reads everything before it writes, and looks up what is lost in bounded ranges of indexes; and by the functions above.
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

  select array_agg(event) into latest
  from (
    select distinct on (score_id) event
    from score_events_between(folded.transaction, folded.sequence, batch_end.transaction, batch_end.sequence) event
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
    from score_events_before(latest, folded.transaction, folded.sequence) earlier) state;

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
      cross join lateral last_solve_of_user(lost.user_id, batch_end.transaction, batch_end.sequence) last
      union all
      select first.*
      from unnest(lost_first) lost (exercise_id)
      cross join lateral
        first_solve_of_exercise(lost.exercise_id, batch_end.transaction, batch_end.sequence) first) solve;
    solves := solves || (
      select
        array_agg(
          row(1, state.user_id, state.exercise_id, null, null, coalesce(state.solved_at, state.at), null)::report_change)
      from solved_scores_changed_after(lost_last, lost_first, batch_end.transaction, batch_end.sequence) later
      cross join lateral score_event_at(later.user_id, later.score_id, batch_end.transaction, batch_end.sequence) state
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
      cross join lateral
        last_update_of_exercise(kept.exercise_id, kept.last_updated_at, batch_end.transaction, batch_end.sequence) event
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
  folded  report_totals;
  horizon xid8;
  is_late boolean;
  latest  record;
begin
  lock table scores in access share mode;
  perform pg_advisory_xact_lock(hashtext('report_totals'));
  select * into strict folded from report_totals;
  horizon := feed_horizon();
  perform 1 from score_events where (transaction, sequence) > (folded.transaction, folded.sequence)
  order by transaction, sequence offset 100000 limit 1;
  is_late := found;
  if folded.transaction is null or folded.transaction >= horizon or is_late then
    -- Not built yet, or of a database that counted transactions differently, from which this one was restored, or late.
    select transaction, sequence into folded.transaction, folded.sequence from score_events_dropped;
    select transaction, sequence into latest from score_events
    where transaction < horizon and (transaction, sequence) > (folded.transaction, folded.sequence)
    order by transaction desc, sequence desc limit 1;
    if found then
      folded.transaction := latest.transaction;
      folded.sequence := latest.sequence;
    end if;
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
    select distinct user_id, score_id from scores_changed_after(folded.transaction, folded.sequence, first_transaction)) later
  cross join lateral score_event_at(later.user_id, later.score_id, folded.transaction, folded.sequence) earlier
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
  most    constant integer := 1000;
  state   score_events_dropped;
  folded  report_totals;
  horizon xid8;
  last    record;
  old     regclass;
begin
  perform pg_advisory_xact_lock(hashtext('score_events'));
  -- In the order in which "truncate" takes its locks.
  lock table scores in access share mode;
  horizon := feed_horizon();
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

  select transaction, sequence into last from (
    select transaction, sequence from score_events
    where logged_at < state.month and transaction < horizon
      and (transaction, sequence) > (state.examined_transaction, state.examined_sequence)
    order by transaction, sequence limit most) batch
  order by transaction desc, sequence desc limit 1;
  if found then
    insert into score_events_copy
    select * from latest_score_events(
      state.month, horizon, state.examined_transaction, state.examined_sequence, most);
    update score_events_dropped set examined_transaction = last.transaction, examined_sequence = last.sequence;
    return 'copied';
  end if;

  perform 1 from score_events
  where logged_at < state.month
    and (transaction, sequence) > (state.examined_transaction, state.examined_sequence) limit 1;
  if found then
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
  perform 1 from score_events
  where logged_at < state.month
    and (transaction, sequence) > (state.examined_transaction, state.examined_sequence) limit 1;
  if found then
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

-- As in V13, but returns null instead of waiting, and folds nothing.
--
-- Erases at most 1000 of the user's scores or events, and so in a short transaction. Call it until it returns true. Null means
-- that the rest has to wait: for writers that have locked the scores, or until the removals are folded. In the log remains one
-- tombstone for each score: its ids and its time.
create or replace function erase_user(erased integer, removed_at timestamptz) returns boolean language plpgsql
  security definer set search_path from current as $$
declare
  most       constant integer := 1000;
  removed_in xid8;
  folded report_totals;
  removed integer;
  copied integer;
begin
  -- Events are not moved or copied meanwhile (V6).
  perform pg_advisory_xact_lock(hashtext('score_events'));
  perform set_config('scores.removal_logged', 'on', true);

  -- Replies that are kept for requests that are sent again (V12).
  delete from idempotency_keys where (client, key) in (
    select client, key from idempotency_keys where client = 'user ' || erased limit most);
  if found then
    return false;
  end if;

  -- Only if there are scores: a transaction with an id holds up the change feed.
  perform 1 from scores where user_id = erased limit 1;
  if found then
    removed_in := pg_current_xact_id();
    -- Rows that a writer has locked come later, so that none delays other users.
    with deleted as (
      delete from scores
      where user_id = erased and id = any (array(
        select id from scores where user_id = erased order by exercise_id limit most for update skip locked))
      returning id, exercise_id, greatest(changed_in, removed_in) as changed_in, greatest(updated_at, removed_at) as at),
    logged as (
      insert into score_events (transaction, type, verdict, correct, user_id, exercise_id, version, score_id, attempts,
        created_at, at)
      select changed_in, 'r', false, false, erased, exercise_id, 1, id, 1, at, at from deleted)
    select count(*) into removed from deleted;
    if removed > 0 then
      return false;
    end if;
  end if;

  -- The reports subtract a removed score as its events show it, so the events stay until the removals are folded. That
  -- waits for transactions that are older than the removals.
  select * into strict folded from report_totals;
  perform 1 from scores where user_id = erased limit 1;
  if not found then
    perform 1 from score_events
    where user_id = erased and (transaction, sequence) > (folded.transaction, folded.sequence) limit 1;
  end if;
  if found or folded.transaction is null then
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
    where event.user_id = erased and event.transaction = batch.transaction and event.sequence = batch.sequence;
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
    from batch
    where event.user_id = erased and event.transaction = batch.transaction and event.sequence = batch.sequence;
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
  perform 1 from scores where user_id = erased limit 1;
  return not found;
end
$$;
