# The statement of each route for pgbench, as the services prepare it. Sourced by testing/benchmarks/run.

# The scores of a user or an exercise that are correct, or those that are not.
own_range() { # true or false
  echo "(select $columns from scores where user_id = any (array[cast(:user as integer)]) and correct = $1 and id > 0
order by user_id, id limit 1001)"
}
exercise_range() { # true or false
  echo "(select $columns from scores where exercise_id = any (array[cast(:exercise as integer)]) and correct = $1 and id > 0
order by exercise_id, id limit 1001)"
}

columns='id, user_id, exercise_id, correct, created_at, updated_at, version, attempts, solved_at, solved_attempts'
a_pair='\set user random(1, 100)
\set exercise random(1, :exercises)
\set correct random(0, 1)'
# For users whose scores requests.lua does not write.
a_new_pair='\set user random(201, 300)
\set exercise random(100000000, 2000000000)
\set correct random(0, 1)'
# As in ScoreSql: the rows to write, the insert, the assignments of an update, and the log.
sent='with sent as (select cast(:user as integer) as user_id, cast(:exercise as integer) as exercise_id,
  cast(:correct as boolean) as correct, cast(:at as timestamptz) as updated_at, pg_current_xact_id() as changed_in)'
insert='insert into scores
  (user_id, exercise_id, correct, created_at, updated_at, changed_in, verdict, solved_at, solved_attempts)
select user_id, exercise_id, correct, updated_at, updated_at, changed_in, correct, case when correct then updated_at end,
  case when correct then 1 end from sent'
set='set correct = excluded.correct or (false and (scores.correct or scores.solved_at is not null)), verdict = excluded.correct,
  updated_at = greatest(scores.updated_at, excluded.updated_at),
  version = case when scores.version = 2147483647 then 2 else scores.version + 1 end,
  changed_in = greatest(scores.changed_in, excluded.changed_in), attempts = greatest(scores.attempts, 1) + 1,
  solved_at = coalesce(scores.solved_at, case when scores.correct then scores.updated_at
    when excluded.correct then greatest(scores.updated_at, excluded.updated_at) end),
  solved_attempts = coalesce(scores.solved_attempts, case when scores.correct then 1
    when excluded.correct then greatest(scores.attempts, 1) + 1 end)'
logged="logged as (insert into score_events (transaction, type, verdict, correct, user_id, exercise_id, version, score_id,
    attempts, created_at, at, solved_at, solved_attempts)
  select changed_in, case when version = 1 then 'a' else 'u' end, verdict, correct, user_id, exercise_id, version, id,
    attempts, created_at, updated_at, solved_at, solved_attempts from written)
select $columns from written;"
conflict='on conflict (user_id, exercise_id) do'

# The files for pgbench, with weights for a route that mixes two statements.
statements() { # route
  case $1 in
  patch-half) script patch && echo @1 && script patch-new && echo @1 ;;
  *) script "$1" ;;
  esac
}

# Writes the script to a file and prints its name.
script() { # route
  script_of "$1" >"$work/$1.sql"
  printf '%s' "$work/$1.sql"
}

script_of() { # route
  case $1 in
  one-score) echo "\\set id random(1, :rows)
select $columns from scores where id = :id;" ;;
  own-list) echo "\\set user random(101, 110)
$(own_range false) union all $(own_range true) order by user_id, id limit 1001;" ;;
  exercise-list) echo "\\set exercise random(1, :exercises)
$(exercise_range false) union all $(exercise_range true) order by exercise_id, id limit 1001;" ;;
  whole-list) echo "select $columns from scores where id > 0 order by id;" ;;
  page) echo "select $columns from scores where id > 0 order by id limit 101;" ;;
  post) echo "$a_new_pair
$sent, written as ($insert $conflict nothing returning *), $logged" ;;
  put) echo "$a_pair
\\set id (:exercise - 1) * 100 + :user
$sent, written as (update scores $set from sent as excluded
where id = :id and scores.user_id = excluded.user_id and scores.exercise_id = excluded.exercise_id
returning scores.*), $logged" ;;
  patch) echo "$a_pair
$sent, written as ($insert $conflict update $set returning *), $logged" ;;
  patch-new) echo "$a_new_pair
$sent, written as ($insert $conflict update $set returning *), $logged" ;;
  batch) echo "\\set user random(1, 100)
\\set first random(1, :exercises - 99)
\\set correct random(0, 1)
with sent as (select cast(:user as integer) as user_id, draft.exercise_id, cast(:correct as boolean) as correct,
  cast(:at as timestamptz) as updated_at, pg_current_xact_id() as changed_in
from generate_series(cast(:first as integer), cast(:first as integer) + 99) as draft (exercise_id)),
written as ($insert order by exercise_id $conflict update $set returning *), $logged" ;;
  esac
}
