-- Ids stay within the integers that JSON readers hold exactly.
create table scores (
  id          bigint      generated always as identity (maxvalue 9007199254740991) primary key,
  user_id     integer     not null check (user_id > 0),
  exercise_id integer     not null check (exercise_id > 0),
  correct     boolean     not null,
  created_at  timestamptz not null,
  updated_at  timestamptz not null,
  -- 1 when the row is made, one more with each write: the entity tag, and how an upsert tells what it did.
  version     integer     not null default 1 check (version > 0),
  check (id > 0),
  -- The conflict target of the upsert, and the way to a caller's score for an exercise.
  constraint scores_user_exercise unique (user_id, exercise_id)
);

-- The lists of an exercise and of a caller, by id: a page starts where the one before it ended.
create index scores_exercise on scores (exercise_id, id);
create index scores_user on scores (user_id, id);
