-- Teachers may read all scores. Only admins set the flag.
alter table users add column teacher boolean not null default false;

-- Accounts of programs. The secret has 256 random bits, so a fast hash of it suffices: SHA-256.
create table service_accounts (
  client_id    text        primary key check (client_id ~ '^sa_[A-Za-z0-9_-]{22}$'),
  name         text        not null check (char_length(name) between 1 and 128),
  secret_hash  bytea       not null check (octet_length(secret_hash) = 32),
  scopes       text[]      not null check (cardinality(scopes) > 0),
  created_at   timestamptz not null,
  rotated_at   timestamptz,
  last_used_at timestamptz
);
