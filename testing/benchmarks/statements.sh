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

columns='id, user_id, exercise_id, correct, created_at, updated_at, version'
a_pair='\set user random(1, 100)
\set exercise random(1, :exercises)
\set correct random(0, 1)'
# For users whose scores requests.lua does not write.
a_new_pair='\set user random(201, 300)
\set exercise random(100000000, 2000000000)
\set correct random(0, 1)'
insert='insert into scores (user_id, exercise_id, correct, created_at, updated_at)
values (:user, :exercise, cast(:correct as boolean), cast(:at as timestamptz), cast(:at as timestamptz))
on conflict (user_id, exercise_id) do'
update='update set correct = excluded.correct, updated_at = greatest(scores.updated_at, excluded.updated_at)'

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
$insert nothing returning $columns;" ;;
  put) echo "$a_pair
\\set id (:exercise - 1) * 100 + :user
update scores set correct = cast(:correct as boolean), updated_at = greatest(updated_at, cast(:at as timestamptz))
where id = :id and user_id = :user and exercise_id = :exercise returning $columns;" ;;
  patch) echo "$a_pair
$insert $update returning $columns;" ;;
  patch-new) echo "$a_new_pair
$insert $update returning $columns;" ;;
  batch) echo "\\set user random(1, 100)
\\set first random(1, :exercises - 99)
\\set correct random(0, 1)
insert into scores (user_id, exercise_id, correct, created_at, updated_at)
select :user, draft.exercise_id, cast(:correct as boolean), cast(:at as timestamptz), cast(:at as timestamptz)
from generate_series(cast(:first as integer), cast(:first as integer) + 99) as draft (exercise_id)
order by draft.exercise_id
on conflict (user_id, exercise_id) do $update returning $columns;" ;;
  esac
}
