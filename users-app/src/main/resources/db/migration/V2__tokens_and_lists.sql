-- Tokens of an older generation than the user's are refused: a changed password begins a new one.
alter table users add column token_generation integer not null default 1;

-- Tokens that have been logged out, until they would have expired. Not tied to users: who logs out may be removed meanwhile.
create table revoked_tokens (
  id         uuid        primary key,
  expires_at timestamptz not null
);

create index revoked_tokens_expires_at on revoked_tokens (expires_at);

-- The order of the list, read backwards.
create index users_newest on users (created_at, id);
