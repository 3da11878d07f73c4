-- Waiting for a reader of the table must not make all others wait.
set local lock_timeout = '5s';

-- One row for each change of a score, written in the same statement as the change (ADR 39). Partitioned by the time at
-- which the database wrote it, so that old events are dropped with their partition.
create sequence score_events_sequence;

create table score_events (
  sequence    bigint      not null default nextval('score_events_sequence'),
  -- The transaction that wrote it, or that of the score's event before it if this is greater: the writer got its number
  -- before it waited for the score. So the events of a score are in order, and none is before its own transaction.
  transaction xid8        not null,
  logged_at   timestamptz not null default statement_timestamp(),
  type        "char"      not null check (type in ('a', 'u', 'r')), -- added, updated, removed
  -- The verdict of the write, and the score after it; of a removed score, as it was.
  verdict     boolean     not null,
  correct     boolean     not null,
  user_id     integer     not null,
  exercise_id integer     not null,
  version     integer     not null,
  score_id    bigint      not null,
  attempts    bigint      not null,
  created_at  timestamptz not null,
  at          timestamptz not null, -- updated_at of the score, or when it was removed
  -- The first correct verdict, and the number of verdicts up to it.
  solved_at       timestamptz,
  solved_attempts bigint
) partition by range (logged_at);

-- For events outside of all months, so that no write fails.
create table score_events_other partition of score_events default;

-- Creates the partitions of this month and the next; called by the service at its start and each hour. Events of these
-- months that are in the default partition already, because the service was stopped when the month began, are moved.
create function create_score_event_partitions() returns void language plpgsql
  security definer set search_path from current set lock_timeout = '2s' as $$
declare
  month timestamptz := date_trunc('month', now(), 'UTC');
  next  timestamptz;
  name  text;
begin
  perform pg_advisory_xact_lock(hashtext('score_events'));
  for i in 1 .. 2 loop
    name := 'score_events_' || to_char(month at time zone 'UTC', 'YYYY_MM');
    next := date_trunc('month', month + interval '40 days', 'UTC');
    if to_regclass(name) is null then
      -- Attaching the table locks out writers of the default partition only; "create table ... partition of", all.
      execute format('create table %I (like score_events including defaults including constraints)', name);
      lock table score_events_other in access exclusive mode;
      execute format(
        'with moved as (delete from score_events_other where logged_at >= %L and logged_at < %L returning *)'
          ' insert into %I select * from moved', month, next, name);
      execute format('alter table score_events attach partition %I for values from (%L) to (%L)', name, month, next);
    end if;
    month := next;
  end loop;
end
$$;
select create_score_event_partitions();


-- One row: the position of the last dropped event, and while events before a month are being dropped, that month and the
-- position of the last event that was examined.
create table score_events_dropped (
  transaction          xid8   not null default '0',
  sequence             bigint not null default 0,
  month                timestamptz,
  examined_transaction xid8   not null default '0',
  examined_sequence    bigint not null default 0
);
insert into score_events_dropped default values;

-- Drops the events that were logged before the month of the given time, except those that are the latest of a score, which
-- the lists by time need. Copies these, 1000 events examined in a call, and so in a short transaction; then puts the copy in
-- the place of all older partitions, which locks out writers for a moment. Call it until it returns 'nothing'.
create function drop_score_events(before timestamptz) returns text language plpgsql
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

  lock table score_events in access exclusive mode;
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
revoke execute on function drop_score_events from public;

-- The change feed.
create index score_events_feed on score_events (transaction, sequence);
-- The history of a score.
create index score_events_score on score_events (score_id, attempts);
-- The lists by time: for each scope a range, or the merge of two (ADR 25).
create index score_events_time on score_events (correct, at, score_id);
create index score_events_user_time on score_events (user_id, correct, at, score_id);
create index score_events_exercise_time on score_events (exercise_id, correct, at, score_id);

-- verdict: the latest one, null if the writer was not this release. attempts: the number of verdicts, 0 until V8 has
-- logged a row that is older than the log, which counts as one.
alter table scores
  add column verdict boolean,
  add column attempts bigint not null default 0,
  add column solved_at timestamptz,
  add column solved_attempts bigint;
alter table scores alter column attempts set default 1;

-- changed_in is the transaction of the score's latest event.
drop trigger scores_written on scores;
-- Room for updates in place, which change no index.
alter table scores set (fillfactor = 90);

-- Roles that may read or add scores may do the same with the log.
do $$
declare
  granted record;
begin
  for granted in
    select acl.privilege_type as privilege, coalesce(quote_ident(role.rolname), 'public') as grantee
    from pg_class relation, aclexplode(relation.relacl) acl left join pg_roles role on role.oid = acl.grantee
    where relation.oid = 'scores'::regclass and acl.privilege_type in ('SELECT', 'INSERT')
  loop
    execute format('grant %s on score_events to %s', granted.privilege, granted.grantee);
    if granted.privilege = 'SELECT' then
      execute format('grant select on score_events_dropped to %s', granted.grantee);
    else
      execute format('grant usage on sequence score_events_sequence to %s', granted.grantee);
    end if;
  end loop;
end
$$;

-- Other writers: the previous release, and people at a prompt. This release writes all of this itself, in its statements.
-- The functions run with the rights of the owner of the tables, because other writers may lack rights on the log.
create function scores_added() returns trigger language plpgsql as $$
begin
  new.solved_at := new.updated_at;
  new.solved_attempts := 1;
  return new;
end
$$;
create trigger scores_added before insert on scores
  for each row when (new.verdict is null and new.correct) execute function scores_added();

create or replace function scores_written() returns trigger language plpgsql as $$
begin
  new.version := case old.version when 2147483647 then 2 else old.version + 1 end;
  new.verdict := null;
  new.changed_in := greatest(old.changed_in, pg_current_xact_id());
  new.attempts := greatest(old.attempts, 1) + 1;
  new.solved_at := coalesce(
    old.solved_at,
    case when old.correct then old.updated_at when new.correct then new.updated_at end);
  new.solved_attempts := coalesce(
    old.solved_attempts, case when old.correct then 1 when new.correct then new.attempts end);
  return new;
end
$$;
create trigger scores_written before update on scores
  for each row when (new.attempts = old.attempts) execute function scores_written();

-- A removal by this release has its time in a setting of the transaction.
create function scores_logged() returns trigger language plpgsql security definer set search_path from current as $$
declare
  score scores := case tg_op when 'DELETE' then old else new end;
begin
  insert into score_events (transaction, type, verdict, correct, user_id, exercise_id, version, score_id, attempts,
    created_at, at, solved_at, solved_attempts)
  values (
    greatest(score.changed_in, pg_current_xact_id()),
    case tg_op when 'INSERT' then 'a' when 'UPDATE' then 'u' else 'r' end, score.correct, score.correct, score.user_id,
    score.exercise_id, score.version, score.id, score.attempts, score.created_at,
    case tg_op
      when 'DELETE' then greatest(
        score.updated_at,
        coalesce(
          cast(nullif(current_setting('scores.removed_at', true), '') as timestamptz), statement_timestamp()))
      else score.updated_at end,
    score.solved_at, score.solved_attempts);
  return null;
end
$$;
create trigger scores_logged after insert or update on scores
  for each row when (new.verdict is null) execute function scores_logged();

-- Every removal, whoever the writer is.
create trigger scores_removed after delete on scores
  for each row execute function scores_logged();

-- An empty table has an empty log.
create function scores_truncated() returns trigger language plpgsql security definer set search_path from current as $$
begin
  truncate score_events;
  return null;
end
$$;
create trigger scores_truncated after truncate on scores
  for each statement execute function scores_truncated();
