-- Deactivating a user begins a new generation of tokens, whoever writes the row: the tokens issued before stay invalid
-- when the user is reactivated.
create function begin_token_generation() returns trigger language plpgsql as $$
begin
  new.token_generation := old.token_generation + 1;
  return new;
end
$$;

create trigger users_deactivation before update of active on users
  for each row when (old.active and not new.active)
  execute function begin_token_generation();
