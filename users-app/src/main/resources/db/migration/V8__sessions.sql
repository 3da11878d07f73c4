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

-- Whether the user has shown, by the token of a mail, to read the mails to this address.
alter table users add column email_confirmed boolean not null default false;

create function forget_email_confirmation() returns trigger language plpgsql as $$
begin
  new.email_confirmed := false;
  return new;
end
$$;

create trigger users_email_change before update of email on users
  for each row when (fold_case(old.email) <> fold_case(new.email))
  execute function forget_email_confirmation();

-- Tokens of mails, as SHA-256 digests. Valid for the address to which they were sent and within the token generation.
create table mail_tokens (
  digest           bytea       primary key check (octet_length(digest) = 32),
  user_id          integer     not null references users on delete cascade,
  purpose          text        not null check (purpose in ('PASSWORD_RESET', 'EMAIL_CONFIRMATION')),
  token_generation integer     not null,
  email            text        not null,
  created_at       timestamptz not null,
  expires_at       timestamptz not null
);

create index mail_tokens_of_user on mail_tokens (user_id);
create index mail_tokens_expires_at on mail_tokens (expires_at);
