# Functions for the programs of this directory: they find a JDK and the packaged services, start a separate PostgreSQL, and
# stop and remove everything on exit. Sourced, not run. Changes the directory to the root of the repository.
set -euo pipefail
shopt -s nullglob
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source dev-services/launch.sh

work=$(mktemp -d)
declare -A pids=() ports=() # of the processes of start_service, by name
postmaster=

need() { # programs...
  local program
  for program in "$@"; do
    command -v "$program" >/dev/null || say_and_exit "$program is missing: install it."
  done
}

find_java() { # sets jdk
  jdk=$(find_jdk) || say_and_exit "No JDK 25 or newer found: install one, or set JAVA_HOME."
}

packaged_jar() { # service
  [ -f "$(jar_of "$1")" ] || say_and_exit "Package the services first: mvn -DskipTests package"
  jar_of "$1"
}

free_port() {
  local port
  while port=$((20000 + RANDOM % 12000)); (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do :; done
  echo "$port"
}

# PostgreSQL rejects to run as root.
as_postgres() {
  if [ "$(id -u)" != 0 ]; then
    "$@"
  elif id postgres >/dev/null 2>&1; then
    runuser -u postgres -- "$@"
  else
    runuser -u nobody -- "$@"
  fi
}

find_programs() {
  local directory
  for directory in /usr/lib/postgresql/*/bin "$(pg_config --bindir 2>/dev/null || true)"; do
    [ ! -x "$directory/initdb" ] || programs=$directory
  done
  [ -n "${programs:-}" ] || say_and_exit "No PostgreSQL server found: install one."
}

# Starts PostgreSQL with fsync on and the given settings, creates the databases, and sets postmaster to its process id.
start_postgres() { # name=value... , then -- databases...
  local settings="-c fsync=on" database
  while [ "$1" != -- ]; do
    settings+=" -c $1"
    shift
  done
  shift
  find_programs
  ports[postgres]=$(free_port)
  [ "$(id -u)" != 0 ] || chmod 755 "$work"
  mkdir "$work/server"
  [ "$(id -u)" != 0 ] || chown "$(as_postgres id -u)" "$work/server"
  as_postgres "$programs/initdb" -D "$work/server/cluster" -U bench --auth=trust >/dev/null
  as_postgres "$programs/pg_ctl" -D "$work/server/cluster" -l "$work/server/log" -w \
    -o "-p ${ports[postgres]} -k $work/server -c listen_addresses=127.0.0.1 $settings" start >/dev/null
  postmaster=$(head -n 1 "$work/server/cluster/postmaster.pid")
  for database in "$@"; do
    as_postgres "$programs/createdb" -h 127.0.0.1 -p "${ports[postgres]}" -U bench "$database"
  done
}

url_of() { # database
  echo "postgres://bench:bench@127.0.0.1:${ports[postgres]}/$1"
}

run_sql() { # database URL; statements on standard input
  psql --no-psqlrc -q -A -t -v ON_ERROR_STOP=1 "$1"
}

# Starts a service, waits until it responds, and sets pids[name] and ports[name]. If main is set, jar is a class path and
# main the class to start.
start_service() { # name jar variables... [-- JVM options...]
  local name=$1 jar=$2 variables=() command=(-jar "$2")
  shift 2
  while [ $# -gt 0 ] && [ "$1" != -- ]; do
    variables+=("$1")
    shift
  done
  [ $# = 0 ] || shift
  ports[$name]=$(free_port)
  [ -z "${main:-}" ] || command=(-cp "$jar" "$main")
  env "${variables[@]}" PORT="${ports[$name]}" ${on_cores:+taskset -c "$on_cores"} \
    "$jdk/bin/java" "$@" "${command[@]}" >"$work/$name.log" 2>&1 &
  pids[$name]=$!
  # curl takes processor time from the start that is measured, so it runs only when the port is open.
  until (exec 3<>"/dev/tcp/127.0.0.1/${ports[$name]}") 2>/dev/null &&
    curl -sf -o /dev/null "http://127.0.0.1:${ports[$name]}/ping"; do
    if ! kill -0 "${pids[$name]}" 2>/dev/null; then
      tail -n 20 "$work/$name.log" >&2
      say_and_exit "$name did not start."
    fi
    sleep 0.02
  done
}

stop_service() { # name
  kill "${pids[$1]}" 2>/dev/null || true
  wait "${pids[$1]}" 2>/dev/null || true
  unset "pids[$1]"
}

# Registers a user and prints the token. Repeats it after a 503.
register() { # service, name
  curl -sf --retry 5 "http://127.0.0.1:${ports[$1]}/auth/register" -H 'Content-Type: application/json' \
    -d "{\"username\":\"$2\",\"email\":\"$2@example.com\",\"password\":\"bench-password\"}" |
    sed 's/.*"auth_token":"\([^"]*\)".*/\1/'
  echo # The response has no line end.
}

clean_up() {
  local name
  for name in "${!pids[@]}"; do
    stop_service "$name"
  done
  [ -z "$postmaster" ] || as_postgres "$programs/pg_ctl" -D "$work/server/cluster" -m fast stop >/dev/null || true
  rm -rf "$work"
}

trap clean_up EXIT
trap 'exit 130' INT TERM
