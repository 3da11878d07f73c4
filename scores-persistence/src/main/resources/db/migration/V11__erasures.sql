-- Waiting for a reader of the table must not make all others wait.
set local lock_timeout = '5s';

-- Users who were erased, so that scores that a token of theirs writes later are found (ADR 46).
create table erased_users (
  user_id   integer     primary key,
  erased_at timestamptz not null
);
create index erased_users_erased_at on erased_users (erased_at);

-- One row: how far the service has come in the users service's feed of removals, and which instance follows it.
create table followed_removals (
  cursor       text,
  leased_by    uuid,
  leased_until timestamptz
);
insert into followed_removals default values;

-- Erases at most 1000 of the user's scores or events, and so in a short transaction. Call it until it returns true. In the
-- log remains one tombstone for each score: its ids and its time.
create function erase_user(erased integer, removed_at timestamptz) returns boolean language plpgsql
  security definer set search_path from current as $$
declare
  most constant integer := 1000;
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

  -- By verdict, then by time: ranges of the index score_events_user_time. The tombstones are at the end of one.
  for correctness in 0 .. 1 loop
    with batch as materialized (
      select transaction, sequence from score_events
      where user_id = erased and correct = (correctness = 0) and type <> 'r' order by at limit most)
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
      where user_id = erased and correct = (correctness = 0)
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
revoke execute on function erase_user from public;

-- Roles that may add scores may erase them.
do $$
declare
  granted record;
begin
  for granted in
    select coalesce(quote_ident(role.rolname), 'public') as grantee
    from pg_class relation, aclexplode(relation.relacl) acl left join pg_roles role on role.oid = acl.grantee
    where relation.oid = 'scores'::regclass and acl.privilege_type = 'INSERT'
  loop
    execute format('grant select, insert, update, delete on erased_users to %s', granted.grantee);
    execute format('grant select, update on followed_removals to %s', granted.grantee);
    execute format('grant execute on function erase_user to %s', granted.grantee);
  end loop;
end
$$;
