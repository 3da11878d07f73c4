# Puts load on a service or on the database and measures the processor time. Sourced by testing/benchmarks/run.

# Processor time in hundredths of a second (proc(5)).
jiffies_of() { # process
  awk '{print $14 + $15}' "/proc/$1/stat"
}

# All processes of PostgreSQL, including those that have ended.
postgres_jiffies() {
  local process files=("/proc/$postmaster/stat")
  for process in $(pgrep -P "$postmaster"); do
    files+=("/proc/$process/stat")
  done
  { cat "${files[@]}" 2>/dev/null || true; } | # A process may end meanwhile.
    awk -v postmaster="$postmaster" '{s += $14 + $15} $1 == postmaster {s += $16 + $17} END {print s}'
}

resident() { # service; in MiB
  awk '/^VmRSS/ {print $2 / 1024}' "/proc/${pids[$1]}/status"
}

# Runs wrk with the variables that requests.lua reads.
wrk_for() { # route service, more of wrk's arguments
  local route=$1 service=$2
  shift 2
  ROUTE=$route ROWS=$rows TOKENS=$work/tokens FRESH=$fresh PAGE=${page:-/scores?limit=100} THREADS=$threads \
    wrk --timeout 10s -s testing/benchmarks/requests.lua "$@" "http://127.0.0.1:${ports[$service]}" >"$work/wrk" 2>&1 ||
    say_and_exit "wrk fails: $(tail -n 3 "$work/wrk")"
  fresh=$((fresh + 10000000))
}

# Measures one round. Notes rate and bytes (per second), errors, and the microseconds of processor time for each request,
# jvm and postgres, including those of the function after_load, if there is one.
drive() { # name route service [connections] [seconds]
  local name=$1 route=$2 service=$3 many=${4:-$connections} time=${5:-$seconds}
  local jvm postgres requests duration bytes errors broken
  jvm=$(jiffies_of "${pids[$service]}")
  postgres=$(postgres_jiffies)
  wrk_for "$route" "$service" -t $((many < threads ? many : threads)) -c "$many" -d "$time"
  ${after_load:-:} "$service"
  read -r _ requests duration bytes errors broken < <(grep '^result' "$work/wrk")
  jvm=$(($(jiffies_of "${pids[$service]}") - jvm))
  postgres=$(($(postgres_jiffies) - postgres))
  note "$name rate" "$(calculate "$requests / ($duration / 1e6)")"
  note "$name bytes" "$(calculate "$bytes / ($duration / 1e6)")"
  note "$name errors" $((errors + broken))
  [ "$requests" = 0 ] || {
    note "$name jvm" "$(calculate "$jvm * 1e4 / $requests")"
    note "$name postgres" "$(calculate "$postgres * 1e4 / $requests")"
  }
}

# Repeats rounds until four of them no longer reduce the JVM's processor time for each request, most_warm_ups at most: the
# JIT compiler is then done. Between two of its steps the cost can stay the same for seconds.
warm() { # name route service
  local name="$1 warm-up" least= now i in_vain=0
  for ((i = 1; i <= most_warm_ups && in_vain < 4; i++)); do
    drive "$name" "$2" "$3"
    now=$(last "$name jvm")
    [ -n "$now" ] || continue # No response at all.
    if [ -z "$least" ] || [ "$(calculate "$now < $least * 0.95")" = 1 ]; then
      least=$now in_vain=0
    else
      in_vain=$((in_vain + 1))
    fi
  done
}

# Runs the route's statement by pgbench, without the service. Notes rate and postgres.
drive_database() { # name route database [seconds]
  local name=$1 route=$2 database=$3 time=${4:-$seconds} file files=() postgres count
  for file in $(statements "$route"); do
    files+=(-f "$file")
  done
  postgres=$(postgres_jiffies)
  # The session settings of the service (application.yml): otherwise PostgreSQL plans some statements each time.
  PGOPTIONS='-c plan_cache_mode=force_generic_plan -c enable_bitmapscan=off -c random_page_cost=1 -c jit=off' \
    "$programs/pgbench" -h 127.0.0.1 -p "${ports[postgres]}" -U bench -n -M prepared -c "$connections" -j "$threads" \
    -T "$time" -D rows="$rows" -D exercises=$((rows / 100 - 1)) -D at="$(date -u +%FT%TZ)" "${files[@]}" "$database" \
    >"$work/pgbench" 2>&1 || say_and_exit "pgbench fails: $(tail -n 3 "$work/pgbench")"
  postgres=$(($(postgres_jiffies) - postgres))
  count=$(sed -n 's/^number of transactions actually processed: \([0-9]*\).*/\1/p' "$work/pgbench")
  note "$name rate" "$(sed -n 's/^tps = \([0-9.]*\).*/\1/p' "$work/pgbench")"
  note "$name postgres" "$(calculate "$postgres * 1e4 / $count")"
}

# The Java programs of this directory use Netty and HdrHistogram from the service's libraries, without its logging.
compile_tools() {
  local jars=(scores-app/target/lib/netty-*.jar scores-app/target/lib/HdrHistogram-*.jar)
  libraries=$(IFS=:; echo "${jars[*]}")
  "$jdk/bin/javac" -d "$work/tools" -cp "$libraries" testing/benchmarks/*.java
}

run_tool() { # program, arguments
  local program=$1
  shift
  "$jdk/bin/java" -XX:+UseSerialGC -XX:-UsePerfData -cp "$work/tools:$libraries" "$program" "$@"
}

# Seconds. The load generator is a JVM too and is late until its code is compiled.
warm_up=8

# Sends requests at a steady rate and measures latency from the time at which each was due. Notes p50, p99, p99.9 and worst
# (milliseconds), and errors.
open_loop() { # name route service rate
  local name=$1 route=$2 service=$3 rate=$4 count errors p50 p99 p999 worst
  count=$(calculate "int($rate * ($seconds + $warm_up)) + 1")
  DUMP=$work/requests COUNT=$((count < 100000 ? count : 100000)) wrk_for "$route" "$service" -t 1 -c 1 -d 1
  read -r _ errors p50 p99 p999 worst < <(
    run_tool OpenLoop "${ports[$service]}" "$rate" "$connections" "$warm_up" "$seconds" "$work/requests")
  note "$name errors" "$errors"
  note "$name p50" "$(calculate "$p50 / 1000")"
  note "$name p99" "$(calculate "$p99 / 1000")"
  note "$name p99.9" "$(calculate "$p999 / 1000")"
  note "$name worst" "$(calculate "$worst / 1000")"
}
