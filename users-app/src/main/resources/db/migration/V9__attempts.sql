-- Counts of attempts: token buckets, which all instances share. bucket is a SHA-256 digest of what the bucket counts. A bucket
-- holds as many tokens as its capacity, gets them back evenly within a minute, and is full again at full_at. Not logged: a crash
-- of the server or a failover empties the table, and so fills the buckets.
create unlogged table attempts (
  bucket  bytea       primary key check (octet_length(bucket) = 32),
  full_at timestamptz not null
);

create index attempts_full_at on attempts (full_at);

-- The numbers of the buckets that have no token, and how long until they have one. A bucket that needs more than a minute dates
-- from before the clock was set back, and is not among them.
create function exhausted_buckets(buckets bytea[], capacities bigint[], clock timestamptz default clock_timestamp())
returns table (number bigint, wait interval) language sql stable as $$
  select asked.number, a.full_at - clock - interval '1 minute' + interval '1 minute' / asked.capacity
  from unnest(buckets, capacities) with ordinality as asked (bucket, capacity, number)
    join attempts a on a.bucket = asked.bucket
  where a.full_at - clock > interval '1 minute' - interval '1 minute' / asked.capacity
    and a.full_at - clock <= interval '1 minute'
$$;

-- Takes a token from each bucket, or from none if one of them has none, and returns the exhausted ones, as exhausted_buckets does.
create function spend_attempt(buckets bytea[], capacities bigint[])
returns table (number bigint, wait interval) language plpgsql as $$
declare
  clock timestamptz;
begin
  -- Locks the rows, always in the same order. No bucket needs more than a minute, unless the clock was set back.
  insert into attempts as a (bucket, full_at)
    select asked.bucket, now() from unnest(buckets) as asked (bucket) order by asked.bucket
    on conflict (bucket) do update set full_at = least(a.full_at, clock_timestamp() + interval '1 minute');
  -- Not now(), the start of the transaction: another one may have taken tokens since.
  clock := clock_timestamp();
  return query select * from exhausted_buckets(buckets, capacities, clock);
  if not found then
    update attempts a
      set full_at = greatest(a.full_at, clock) + interval '1 minute' / asked.capacity
      from unnest(buckets, capacities) as asked (bucket, capacity)
      where a.bucket = asked.bucket;
  end if;
  -- Deletes some full ones, so that the table stays small. Last, because it takes these locks out of order.
  delete from attempts where bucket = any (array (
    select a.bucket from attempts a where a.full_at < now() limit 100 for update skip locked));
end
$$;
