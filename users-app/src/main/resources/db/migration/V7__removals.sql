-- Who was removed, for services that keep data about users: one row for each removal, in the transaction of the removal,
-- whoever removes. Ids and times only; kept for good.
create table removals (
  sequence bigint      generated always as identity primary key,
  user_id  integer     not null,
  at       timestamptz not null
);

-- The lock lets one removal at a time proceed until it commits. So removals become visible in the order of their
-- sequences, and a reader who has seen one has seen all before it.
create function record_removals() returns trigger language plpgsql as $$
begin
  if exists (select from removed) then
    lock table removals in share row exclusive mode;
    insert into removals (user_id, at) select id, clock_timestamp() from removed order by id;
  end if;
  return null;
end
$$;

create trigger users_removals after delete on users
  referencing old table as removed
  for each statement execute function record_removals();
