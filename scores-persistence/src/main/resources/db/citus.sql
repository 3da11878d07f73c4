-- The functions of V16 and the triggers, for tables that Citus has distributed by user (ADR 56). The command distribute executes
-- this file, also after a migration. In PL/pgSQL, because Citus cannot distribute a statement with the parameters of a function
-- in SQL, and because the statements that call them also read tables that are not distributed. Each reads a user's scores and
-- events in one statement, so of one state: only that of a node is consistent. Functions that return rows of score_events are
-- dropped first, because Citus replaces the table and with it their type.

-- Triggers would run on the nodes, which have other transaction ids.
drop trigger if exists scores_added on scores;
drop trigger if exists scores_written on scores;
drop trigger if exists scores_logged on scores;
drop trigger if exists scores_removed on scores;
drop trigger if exists scores_truncated on scores;

-- A transaction that has written to several nodes has ended on the coordinator before the nodes show its rows: until then they
-- have it as prepared. Waits for those that are prepared at the first look, at most 1 s. The time limit of the statement bounds
-- the wait for a node.
create or replace function feed_horizon() returns xid8 language plpgsql volatile as $$
declare
  horizon  constant xid8 := pg_snapshot_xmin(pg_current_snapshot());
  deadline constant timestamptz := clock_timestamp() + interval '1 second';
  waiting  text[];
  prepared text[];
  failure  text;
begin
  loop
    select min(node.result) filter (where not node.success),
      coalesce(array_agg(gid) filter (where node.success and gid <> ''), '{}')
    into failure, prepared
    from run_command_on_workers(
      $command$
        select coalesce(string_agg(gid, ','), '') from pg_prepared_xacts
        where database = current_database() and gid like 'citus\_%'
      $command$) node
    left join lateral unnest(string_to_array(node.result, ',')) gid on true;
    if failure is not null then
      raise exception 'a node of the cluster does not respond: %', failure
        using errcode = 'object_not_in_prerequisite_state';
    end if;
    waiting := case when waiting is null then prepared
      else array(select unnest(waiting) intersect select unnest(prepared)) end;
    exit when waiting = '{}';
    if clock_timestamp() > deadline then
      raise exception 'transactions are still prepared on nodes of the cluster: %', waiting
        using errcode = 'lock_not_available';
    end if;
    perform pg_sleep(0.002);
  end loop;
  return horizon;
end
$$;

create or replace function score_events_wait(last_transaction xid8, last_sequence bigint) returns table (waits boolean)
  language plpgsql stable as $$
#variable_conflict use_column
begin
  return query
    select true from score_events
    where (transaction, sequence) > (last_transaction, last_sequence)
    order by transaction, sequence limit 1;
end
$$;

create or replace function scores_locked() returns table (is_locked boolean) language plpgsql stable as $$
begin
  return;
end
$$;

drop function if exists score_events_between(xid8, bigint, xid8, bigint);
create function score_events_between(after_transaction xid8, after_sequence bigint, last_transaction xid8,
  last_sequence bigint) returns setof score_events language plpgsql stable as $$
begin
  return query
    select * from score_events
    where (transaction, sequence) > (after_transaction, after_sequence)
      and (transaction, sequence) <= (last_transaction, last_sequence);
end
$$;

drop function if exists score_event_at(integer, bigint, xid8, bigint);
create function score_event_at(owner integer, score bigint, last_transaction xid8, last_sequence bigint)
  returns setof score_events language plpgsql stable as $$
begin
  return query
    select * from (
      select * from score_events
      where user_id = owner and score_id = score and (transaction, sequence) <= (last_transaction, last_sequence)
      order by transaction desc, sequence desc limit 1) latest
    where type <> 'r';
end
$$;

-- Of all in one statement, because each would be a round trip to a node. The old one has the former type.
do $$
declare
  former record;
begin
  for former in select oid::regprocedure as signature from pg_proc
    where proname = 'score_events_before' and pronamespace = current_schema()::regnamespace loop
    execute format('drop function %s', former.signature);
  end loop;
end
$$;
create function score_events_before(events score_events[], last_transaction xid8, last_sequence bigint)
  returns setof score_events language plpgsql stable as $$
declare
  users  constant integer[] := array(select distinct user_id from unnest(events));
  scores constant bigint[] := array(select score_id from unnest(events));
begin
  return query
    select * from (
      select distinct on (user_id, score_id) * from score_events
      where user_id = any (users) and score_id = any (scores)
        and (transaction, sequence) <= (last_transaction, last_sequence)
      order by user_id, score_id, transaction desc, sequence desc) latest
    where type <> 'r';
end
$$;

create or replace function scores_changed_after(last_transaction xid8, last_sequence bigint)
  returns table (score_id bigint, user_id integer) language plpgsql stable as $$
#variable_conflict use_column
begin
  return query
    select distinct score_id, user_id from score_events
    where (transaction, sequence) > (last_transaction, last_sequence);
end
$$;

create or replace function scores_changed_after(last_transaction xid8, last_sequence bigint, first_transaction xid8)
  returns table (score_id bigint, user_id integer) language plpgsql stable as $$
#variable_conflict use_column
begin
  return query
    select distinct score_id, user_id from score_events
    where (transaction, sequence) > (last_transaction, last_sequence) and transaction >= first_transaction;
end
$$;

-- Those that have been removed since as well, because of one state.
create or replace function scores_of_users_at(users integer[], last_transaction xid8, last_sequence bigint)
  returns table (id bigint, user_id integer, exercise_id integer, correct boolean, created_at timestamptz,
    updated_at timestamptz, version integer, attempts bigint, solved_at timestamptz, solved_attempts bigint)
  language plpgsql stable as $$
#variable_conflict use_column
begin
  return query
    select id, user_id, exercise_id, correct, created_at, updated_at, version, attempts, solved_at, solved_attempts
    from (
      select user_id, id, exercise_id, correct, created_at, updated_at, version, attempts, solved_at, solved_attempts,
        'u'::"char" as type
      from scores
      where user_id = any (users) and changed_in <= last_transaction and not exists (
        select from score_events later
        where scores.changed_in = last_transaction and later.user_id = scores.user_id and later.score_id = scores.id
          and (later.transaction, later.sequence) > (last_transaction, last_sequence))
      union all
      select * from (
        select distinct on (user_id, score_id) user_id, score_id, exercise_id, correct, created_at, at, version, attempts,
          solved_at, solved_attempts, type
        from score_events event
        where user_id = any (users) and (transaction, sequence) <= (last_transaction, last_sequence) and exists (
          select from score_events later
          where later.user_id = event.user_id and later.score_id = event.score_id
            and (later.transaction, later.sequence) > (last_transaction, last_sequence))
        order by user_id, score_id, transaction desc, sequence desc) earlier) state
    where type <> 'r';
end
$$;

create or replace function removed_scores_of_users_at(users integer[], last_transaction xid8, last_sequence bigint)
  returns table (id bigint, user_id integer, exercise_id integer, correct boolean, created_at timestamptz,
    updated_at timestamptz, version integer, attempts bigint, solved_at timestamptz, solved_attempts bigint)
  language plpgsql stable as $$
begin
  return;
end
$$;

create or replace function scores_at(last_transaction xid8, last_sequence bigint)
  returns table (user_id integer, exercise_id integer, attempts bigint, to_solve bigint, solved_at timestamptz,
    updated_at timestamptz) language plpgsql stable as $$
#variable_conflict use_column
begin
  return query
    select user_id, exercise_id, greatest(attempts, 1), coalesce(solved_attempts, case when correct then 1 end),
      case when correct then coalesce(solved_at, updated_at) end, updated_at
    from (
      select user_id, exercise_id, correct, updated_at, attempts, solved_at, solved_attempts, 'u'::"char" as type
      from scores
      where changed_in <= last_transaction and not exists (
        select from score_events later
        where scores.changed_in = last_transaction and later.user_id = scores.user_id and later.score_id = scores.id
          and (later.transaction, later.sequence) > (last_transaction, last_sequence))
      union all
      select user_id, exercise_id, correct, at, attempts, solved_at, solved_attempts, type from (
        select distinct on (user_id, score_id) user_id, score_id, exercise_id, correct, at, attempts, solved_at,
          solved_attempts, type
        from score_events event
        where (transaction, sequence) <= (last_transaction, last_sequence) and exists (
          select from score_events later
          where later.user_id = event.user_id and later.score_id = event.score_id
            and (later.transaction, later.sequence) > (last_transaction, last_sequence))
        order by user_id, score_id, transaction desc, sequence desc) earlier) state
    where type <> 'r';
end
$$;

create or replace function last_solve_of_user(owner integer, last_transaction xid8, last_sequence bigint)
  returns table (user_id integer, exercise_id integer, solved_at timestamptz) language plpgsql stable as $$
#variable_conflict use_column
begin
  return query
    select user_id, exercise_id, coalesce(solved_at, updated_at) from scores
    where user_id = owner and correct and changed_in <= last_transaction and not exists (
      select from score_events later
      where scores.changed_in = last_transaction and later.user_id = scores.user_id and later.score_id = scores.id
        and (later.transaction, later.sequence) > (last_transaction, last_sequence))
    order by coalesce(solved_at, updated_at) desc limit 1;
end
$$;

create or replace function first_solve_of_exercise(exercise integer, last_transaction xid8, last_sequence bigint)
  returns table (user_id integer, exercise_id integer, solved_at timestamptz) language plpgsql stable as $$
#variable_conflict use_column
begin
  return query
    select user_id, exercise_id, coalesce(solved_at, updated_at) from scores
    where exercise_id = exercise and correct and changed_in <= last_transaction and not exists (
      select from score_events later
      where scores.changed_in = last_transaction and later.user_id = scores.user_id and later.score_id = scores.id
        and (later.transaction, later.sequence) > (last_transaction, last_sequence))
    order by coalesce(solved_at, updated_at), user_id limit 1;
end
$$;

create or replace function solved_scores_changed_after(users integer[], solved_from timestamptz, exercises integer[],
  solved_until timestamptz, last_transaction xid8, last_sequence bigint) returns table (user_id integer, score_id bigint)
  language plpgsql stable as $$
#variable_conflict use_column
begin
  return query
    select distinct user_id, score_id from score_events
    where (transaction, sequence) > (last_transaction, last_sequence) and (
      user_id = any (users) and (solved_at >= solved_from or type = 'r')
      or exercise_id = any (exercises) and (solved_at <= solved_until or type = 'r'));
end
$$;

create or replace function last_update_of_exercise(exercise integer, until timestamptz, last_transaction xid8,
  last_sequence bigint) returns table (at timestamptz) language plpgsql stable as $$
#variable_conflict use_column
begin
  return query
    select event.at from score_events event
    where event.exercise_id = exercise and event.at <= until and event.type <> 'r'
      and (event.transaction, event.sequence) <= (last_transaction, last_sequence)
      and not exists (
        select from score_events newer
        where newer.user_id = event.user_id and newer.score_id = event.score_id
          and (newer.attempts >= event.attempts or newer.attempts = 1 and newer.type = 'r')
          and (newer.transaction, newer.sequence) > (event.transaction, event.sequence)
          and (newer.transaction, newer.sequence) <= (last_transaction, last_sequence))
    order by event.at desc limit 1;
end
$$;

drop function if exists latest_score_events(timestamptz, xid8, xid8, bigint, integer);
create function latest_score_events(before timestamptz, horizon xid8, after_transaction xid8,
  after_sequence bigint, most integer) returns setof score_events language plpgsql stable as $$
begin
  return query
    with batch as materialized (
      select * from score_events
      where logged_at < before and transaction < horizon and (transaction, sequence) > (after_transaction, after_sequence)
      order by transaction, sequence limit most)
    select batch.* from batch join scores
      on scores.user_id = batch.user_id and scores.id = batch.score_id and scores.version = batch.version
        and scores.updated_at = batch.at;
end
$$;

-- In sequence, because Citus refuses to change a table that the transaction has read in parallel.
alter function create_score_event_partitions() set citus.multi_shard_modify_mode = 'sequential';
alter function drop_score_events(timestamptz) set citus.multi_shard_modify_mode = 'sequential';

-- So that open sessions compile them again, with the type of the table that Citus has made.
alter function fold_score_events(integer, boolean) security definer;
