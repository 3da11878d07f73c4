# The parts of testing/benchmarks/run: each measures, notes its results and prints its table. Sourced by it.

all_routes=(one-score own-list exercise-list list-1000 list-100000 post put patch patch-half batch)
measured=() # routes of this run

# Fills the table: users 1 to 100 have a score for each of the exercises 1, 2, ...; users 101 to 110 have ten scores each.
# The id of the score of user u for exercise e is 100 * (e - 1) + u.
fill() { # database rows
  rows=$2
  run_sql "$(url_of "$1")" <<SQL
truncate scores restart identity;
set session_replication_role = replica; -- no triggers: the log is filled below
insert into scores (user_id, exercise_id, correct, created_at, updated_at, verdict, solved_at, solved_attempts)
select user_id, exercise_id, i % 3 <> 0, at, at, i % 3 <> 0, case when i % 3 <> 0 then at end, case when i % 3 <> 0 then 1 end
from (select i, 1 + i % 100 as user_id, 1 + i / 100 as exercise_id from generate_series(0, $rows - 101) i
      union all
      select i, 101 + i / 10, 2000000001 + i % 10 from generate_series(0, 99) i) as pairs,
     lateral (select timestamptz '2026-01-01T00:00:00Z' + i * interval '1 second' as at) as times;
insert into score_events (transaction, type, verdict, correct, user_id, exercise_id, version, score_id, attempts, created_at,
  at, solved_at, solved_attempts)
select changed_in, 'a', verdict, correct, user_id, exercise_id, version, id, attempts, created_at, updated_at, solved_at,
  solved_attempts
from scores;
vacuum analyze scores;
vacuum analyze score_events;
checkpoint;
SQL
}

# Prints the JVM options of the Dockerfile, one of which names a file of options, and makes the AOT cache as the image does.
shipped_options() {
  local option cache=$work/app.aot
  DATABASE_URL=$(url_of training) docker/make-aot-cache "$jdk/bin/java" docker/jvm-options "$(packaged_jar scores-app)" "$cache" scores-app
  for option in $(sed -n 's/^ENTRYPOINT \[\(.*\)\]$/\1/p' Dockerfile | grep -o '"[-@][^"]*"' | tr -d '"' | grep -vx -e -jar); do
    option=${option/#@\/app\//@docker/}
    echo "${option/\/app\/app.aot/$cache}"
  done
}

start_users() {
  local i
  start_service users "$(packaged_jar users-app)" MICRONAUT_ENVIRONMENTS=dev DATABASE_URL="$(url_of users)" \
    DEV_KEYS_DIRECTORY="$work/keys" LOGIN_RATE_LIMIT=0 TOKEN_TTL=1d USERS_ACCESS=open -- @docker/jvm-options
  for ((i = 1; i <= 110; i++)); do
    register users "user$i"
  done >"$work/tokens"
  [ "$(grep -c . "$work/tokens")" = 110 ] || say_and_exit "Registering the users failed."
}

# Starts scores_jar, if it is set.
start_scores() { # name database [variables...] [-- JVM options...]
  local name=$1 database=$2 variables=()
  shift 2
  while [ $# -gt 0 ] && [ "$1" != -- ]; do
    variables+=("$1")
    shift
  done
  [ $# = 0 ] || shift
  start_service "$name" "${scores_jar:-$(packaged_jar scores-app)}" MICRONAUT_ENVIRONMENTS=production \
    DATABASE_URL="$(url_of "$database")" \
    USERS_SERVICE_URL="http://127.0.0.1:${ports[users]}" "${variables[@]}" -- "${shipped[@]}" "$@"
}

request_of() { # route
  case $1 in
  list-*) echo whole-list ;;
  *) echo "$1" ;;
  esac
}

# A route, pgbench and the empty route, alternating.
route() { # route
  local route=$1 request time=$seconds round size=
  request=$(request_of "$route")
  say "$route"
  fill scores "$([ "$route" = list-1000 ] && echo 1000 || echo 100000)"
  if [ "$route" = list-100000 ]; then # Too few lists per second to count: divide the bytes.
    time=$((seconds * 3))
    size=$(curl -s "http://127.0.0.1:${ports[scores]}/scores" | wc -c)
  fi
  warm "$route" "$request" scores
  for ((round = 1; round <= rounds; round++)); do
    drive_database "$route pgbench" "$request" scores "$time"
    drive "$route empty" ping scores
    drive "$route" "$request" scores "$connections" "$time"
    [ -z "$size" ] || note "$route rate" "$(calculate "$(last "$route bytes") / $size")"
    note "$route limit" "$(calculate "1 / (1 / $(last "$route pgbench rate") + 1 / $(last "$route empty rate"))")"
    note "$route ratio" "$(calculate "$(last "$route rate") / $(last "$route limit")")"
    note "$route database ratio" "$(calculate "$(last "$route rate") / $(last "$route pgbench rate")")"
  done
  measured+=("$route")
  say "$(route_row "$route")"
}

route_row() { # route
  local r=$1
  printf '| %s | %.0f | %.0f | %.2f | %.0f | %.0f | %.0f | %.0f | %.0f + %.0f | %d |\n' "$r" \
    "$(median "$r rate")" "$(median "$r limit")" "$(median "$r ratio")" "$(median "$r pgbench rate")" \
    "$(median "$r empty rate")" "$(median "$r jvm")" "$(median "$r postgres")" \
    "$(median "$r empty jvm")" "$(median "$r pgbench postgres")" "$(sum "$r errors")"
}

routes_table() {
  local route
  [ ${#measured[@]} -gt 0 ] || return 0
  echo '| route | requests/s | limit | ÷ limit | pgbench | empty | JVM µs | PostgreSQL µs | floor: JVM + PostgreSQL µs | errors |'
  echo '|:------|---------:|------:|--------:|--------:|------:|-------:|--------------:|---------------------------:|-------:|'
  for route in "${measured[@]}"; do
    route_row "$route"
  done
  echo
}

# Latency at half of the throughput that each route of this run has reached.
latency() {
  local route round
  [ ${#measured[@]} -gt 0 ] || say_and_exit "latency: name routes as well"
  echo '| open loop, ms | requests/s | p50 | p99 | p99.9 | maximum | errors |'
  echo '|:--------------|---------:|----:|----:|------:|------:|-------:|'
  for route in "${measured[@]}"; do
    [ "$route" != list-100000 ] || continue # Too few requests for a p99.9.
    say "latency of $route"
    fill scores "$([ "$route" = list-1000 ] && echo 1000 || echo 100000)"
    for ((round = 1; round <= rounds; round++)); do
      open_loop "$route latency" "$(request_of "$route")" scores "$(calculate "$(median "$route rate") / 2")"
    done
    printf '| %s | %.0f | %.2f | %.2f | %.2f | %.2f | %d |\n' "$route" "$(calculate "$(median "$route rate") / 2")" \
      "$(median "$route latency p50")" "$(median "$route latency p99")" "$(median "$route latency p99.9")" \
      "$(median "$route latency worst")" "$(sum "$route latency errors")"
  done
  echo
}

# One score, one page and one upsert, alternating between tables of several sizes; the first page and a late page.
growth() {
  local size round what sizes=(1000 100000 "$largest") late=$((largest / 1000)) path
  for size in "${sizes[@]}"; do
    say "growth: $size rows"
    as_postgres "$programs/createdb" -h 127.0.0.1 -p "${ports[postgres]}" -U bench "rows_$size"
    start_scores "rows_$size" "rows_$size"
    fill "rows_$size" "$size"
  done
  path=$(path_of_page "rows_$largest" "$late")
  # The upserts come last: reads after them would have to prune the old row versions.
  for what in one-score page patch; do
    for rows in "${sizes[@]}"; do
      warm "growth $what $rows" "$what" "rows_$rows"
    done
    for ((round = 1; round <= rounds; round++)); do
      for rows in "${sizes[@]}"; do
        drive "growth $what $rows" "$what" "rows_$rows"
      done
      if [ "$what" = page ]; then
        drive "growth first page" page "rows_$largest"
        page=$path drive "growth late page" page "rows_$largest"
      fi
    done
  done
  for size in "${sizes[@]}"; do
    stop_service "rows_$size"
  done
  echo "| requests/s by rows | ${sizes[0]} | ${sizes[1]} | ${sizes[2]} | fewest rows ÷ most |"
  echo '|:--|--:|--:|--:|--:|'
  for what in one-score page patch; do
    printf '| %s | %.0f | %.0f | %.0f | %.2f |\n' "$what" "$(median "growth $what 1000 rate")" \
      "$(median "growth $what 100000 rate")" "$(median "growth $what $largest rate")" \
      "$(quotient "growth $what 1000 rate" "growth $what $largest rate")"
  done
  printf '\nPage 1 of %s rows: %.0f requests/s, page %s: %.0f.\n\n' "$largest" "$(median "growth first page rate")" \
    "$late" "$(median "growth late page rate")"
}

# The path of a page of 100. User 100 has every hundredth score, so a few requests for this user's list find the cursor.
path_of_page() { # service number
  local left=$(($2 - 1)) after='' limit
  while [ "$left" -gt 0 ]; do
    limit=$((left < 1000 ? left : 1000))
    after=$(curl -sf "http://127.0.0.1:${ports[$1]}/scores?user_id=100&limit=$limit${after:+&after=$after}" |
      sed 's/.*"next":"\([^"]*\)".*/\1/')
    left=$((left - limit))
  done
  echo "/scores?limit=100&after=$after"
}

connection_counts() {
  local many round
  say "connections"
  fill scores 100000
  warm connections one-score scores
  for ((round = 1; round <= rounds; round++)); do
    for many in 1 8 32 128 512; do
      drive "connections $many" one-score scores "$many"
    done
  done
  echo '| one score, connections | requests/s | JVM µs | PostgreSQL µs | errors |'
  echo '|:--|--:|--:|--:|--:|'
  for many in 1 8 32 128 512; do
    printf '| %d | %.0f | %.0f | %.0f | %d |\n' "$many" "$(median "connections $many rate")" \
      "$(median "connections $many jvm")" "$(median "connections $many postgres")" "$(sum "connections $many errors")"
  done
  echo
}

# One connection with and without coalescing: coalescing must not slow down a single client (ADR 23).
solitary() {
  local round way what
  say "solitary"
  fill scores 100000
  start_scores on scores
  start_scores off scores COALESCING=off
  for what in one-score own-list put patch; do
    for way in on off; do
      warm "solitary $what $way" "$what" "$way"
      drive "solitary $what $way warm-up" "$what" "$way" 1
    done
    for ((round = 1; round <= rounds * 3; round++)); do # The goal is a twentieth, and one round varies by a tenth.
      for way in on off; do
        drive "solitary $what $way" "$what" "$way" 1
      done
    done
  done
  stop_service on
  stop_service off
  echo '| one connection, requests/s | with coalescing | without | with ÷ without |'
  echo '|:--|--:|--:|--:|'
  for what in one-score own-list put patch; do
    printf '| %s | %.0f | %.0f | %.2f |\n' "$what" "$(median "solitary $what on rate")" \
      "$(median "solitary $what off rate")" "$(quotient "solitary $what on rate" "solitary $what off rate")"
  done
  echo
}

# The service on one core and on two; PostgreSQL and wrk use all cores.
cores() {
  local n round what
  say "cores"
  fill scores 100000
  for n in 1 2; do
    on_cores=0$([ "$n" = 1 ] || echo ,1) start_scores "cores_$n" scores
    for what in one-score patch; do
      warm "cores $what $n" "$what" "cores_$n"
    done
  done
  for ((round = 1; round <= rounds; round++)); do
    for what in one-score patch; do
      for n in 1 2; do
        drive "cores $what $n" "$what" "cores_$n"
      done
    done
  done
  echo '| requests/s by cores | 1 | 2 |'
  echo '|:--|--:|--:|'
  for what in one-score patch; do
    printf '| %s | %.0f | %.0f |\n' "$what" "$(median "cores $what 1 rate")" "$(median "cores $what 2 rate")"
  done
  echo
  stop_service cores_1
  stop_service cores_2
}

# The caller's list with the token cache, without it, and with AUTH_MODE=jwt.
tokens() {
  local round way ways=(cached uncached)
  say "tokens"
  fill scores 100000
  start_scores cached scores
  start_scores uncached scores AUTH_CACHE_TTL=0
  if grep -q '^| `AUTH_MODE` | [^|]*jwt' docs/configuration.md; then # The table is generated from the settings.
    ways+=(jwt)
    start_scores jwt scores AUTH_MODE=jwt
  fi
  for way in "${ways[@]}"; do
    warm "tokens $way" own-list "$way"
  done
  for ((round = 1; round <= rounds; round++)); do
    for way in "${ways[@]}"; do
      drive "tokens $way" own-list "$way"
    done
  done
  echo "| the caller's list, token | requests/s | JVM µs | errors |"
  echo '|:--|--:|--:|--:|'
  for way in "${ways[@]}"; do
    printf '| %s | %.0f | %.0f | %d |\n' "$way" "$(median "tokens $way rate")" "$(median "tokens $way jvm")" \
      "$(sum "tokens $way errors")"
    stop_service "$way"
  done
  echo
}

# The whole list from a service with a small heap, and psql's \copy of the same rows.
export_list() {
  local round size seconds_taken url statement copied
  say "export"
  fill scores 100000
  url=$(url_of scores)
  statement="\\copy (select $columns from scores order by id) to"
  copied=$(psql --no-psqlrc -q "$url" -c "$statement stdout" | wc -c)
  start_scores lean scores -- -Xmx96m
  for ((round = 0; round <= rounds * 3; round++)); do
    read -r size seconds_taken < <(curl -sf -o /dev/null -w '%{size_download} %{time_total}\n' \
      "http://127.0.0.1:${ports[lean]}/scores")
    [ "$round" -le "$rounds" ] || note "export rate" "$(calculate "$size / $seconds_taken")" # The first rounds are the warm-up.
    seconds_taken=$({ TIMEFORMAT=%R; time psql --no-psqlrc -q "$url" -c "$statement '/dev/null'"; } 2>&1)
    note "copy rate" "$(calculate "$copied / $seconds_taken")"
  done
  drive "export crowd" whole-list lean "$connections" $((seconds * 3))
  note "export resident" "$(resident lean)"
  stop_service lean
  printf '100 000 rows, -Xmx96m: %.1f MB/s for one reader, %.1f MB/s for %d; \\copy: %.1f MB/s. Resident %.0f MiB.\n\n' \
    "$(calculate "$(median "export rate") / 1e6")" "$(calculate "$(median "export crowd bytes") / 1e6")" "$connections" \
    "$(calculate "$(median "copy rate") / 1e6")" "$(median "export resident")"
}

# Start time, memory, allocation and image size.
cost() {
  local round began route before layers
  say "cost"
  fill scores 100000
  for ((round = 1; round <= rounds; round++)); do
    began=${EPOCHREALTIME/./}
    start_scores fresh scores
    note "start ping" $(((${EPOCHREALTIME/./} - began) / 1000))
    curl -sf -o /dev/null "http://127.0.0.1:${ports[fresh]}/scores/1"
    note "start score" $(((${EPOCHREALTIME/./} - began) / 1000))
    [ "$round" = "$rounds" ] || stop_service fresh
  done
  sleep 2
  note "resident at rest" "$(resident fresh)"
  drive "cost reads" one-score fresh "$connections" $((seconds * 3))
  note "resident reading" "$(resident fresh)"
  printf 'Start to the first 200: %.0f ms (ping), %.0f ms (one score). Resident: %.0f MiB at rest, %.0f MiB reading.\n\n' \
    "$(median "start ping")" "$(median "start score")" "$(median "resident at rest")" "$(median "resident reading")"
  echo '| route | bytes allocated for each request |'
  echo '|:--|--:|'
  for route in ping one-score own-list exercise-list post put patch batch; do
    drive "cost warm-up" "$route" fresh "$connections" 1
    before=$(run_tool Allocated "${pids[fresh]}")
    drive "cost $route" "$route" fresh "$connections" "$seconds"
    note "allocated $route" "$(calculate "($(run_tool Allocated "${pids[fresh]}") - $before) / ($(last "cost $route rate") * $seconds)")"
    printf '| %s | %.0f |\n' "$route" "$(median "allocated $route")"
  done
  stop_service fresh
  echo
  layers=scores-app/target/lib
  printf "Layers of the image beyond Java's, MB: libraries %.1f, our modules %.2f, the service %.2f, the AOT cache %.1f.\n\n" \
    "$(find "$layers" -name '*.jar' ! -name 'scores-*' ! -name 'service-chassis-*' -printf '%s\n' | awk '{s += $1} END {print s / 1e6}')" \
    "$(find "$layers" \( -name 'scores-*.jar' -o -name 'service-chassis-*.jar' \) -printf '%s\n' | awk '{s += $1} END {print s / 1e6}')" \
    "$(find "$(packaged_jar scores-app)" -printf '%s\n' | awk '{print $1 / 1e6}')" \
    "$(find "$work/app.aot" -printf '%s\n' | awk '{print $1 / 1e6}')"
}

# Checks that the open loop notices a stopped server: half a second of three is a sixth of all requests.
honesty() {
  say "honesty of the open loop"
  fill scores 100000
  { sleep $((warm_up + 2)); kill -STOP "${pids[scores]}"; sleep 0.5; kill -CONT "${pids[scores]}"; } &
  open_loop halted ping scores 1000
  wait $!
  printf 'Check of the open loop, with the service stopped for 500 ms of %d s: p50 %.1f ms, p99 %.0f ms, maximum %.0f ms.\n\n' "$seconds" \
    "$(median "halted p50")" "$(median "halted p99")" "$(median "halted worst")"
}
