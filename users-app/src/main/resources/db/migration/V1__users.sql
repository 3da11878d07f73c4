create table users (
  id            integer     generated always as identity primary key,
  username      text        not null check (char_length(username) between 1 and 128),
  email         text        not null check (char_length(email) between 1 and 128),
  -- In the form of the PHC, parameters and salt included; none where the user cannot log in.
  password_hash text,
  active        boolean     not null default true,
  admin         boolean     not null default false,
  created_at    timestamptz not null default now(),
  check (id > 0),
  constraint users_username unique (username)
);

-- Emails are kept as given and are one user's in any case.
create unique index users_email on users (lower(email));
