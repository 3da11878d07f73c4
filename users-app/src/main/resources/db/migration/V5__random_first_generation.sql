-- A new user's tokens begin at a random generation. So the token of an earlier user with the same id (before recreate-db,
-- or before a backup was restored) is refused, although the signing key is the same. Users who are there keep theirs.
alter table users alter column token_generation set default 1 + floor(random() * 1073741823)::integer;

-- As before, but the highest number is followed by 1 instead of an error.
create or replace function begin_token_generation() returns trigger language plpgsql as $$
begin
  new.token_generation := old.token_generation % 2147483647 + 1;
  return new;
end
$$;
