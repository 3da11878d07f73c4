-- A login begins a session; its tokens name it, and its refresh token continues it. Ending it deletes the row. A session of
-- another token generation than its user's has ended, too: a changed password and a deactivation end all, whoever writes.
create table sessions (
  id               uuid        primary key,
  user_id          integer     not null references users on delete cascade,
  token_generation integer     not null,
  created_at       timestamptz not null,
  last_used_at     timestamptz not null,
  expires_at       timestamptz not null,
  -- SHA-256 digests: of the part that all refresh tokens of the session share, of the one in use and of the one before.
  family_digest    bytea       not null unique check (octet_length(family_digest) = 32),
  refresh_digest   bytea       not null check (octet_length(refresh_digest) = 32),
  previous_digest  bytea       check (octet_length(previous_digest) = 32),
  -- The secret of the refresh token in use, encrypted with the one before.
  sealed_secret    text        check (char_length(sealed_secret) = 43)
);

create index sessions_of_user on sessions (user_id, last_used_at);
create index sessions_expires_at on sessions (expires_at);
