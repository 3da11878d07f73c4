# The goals and the results of this run. Sourced by testing/benchmarks/run.

goal() { # text, >= or <=, bound, value or nothing
  local reached=–
  [ -z "$4" ] || reached=$(calculate "$4 $2 $3 ? \"yes\" : \"no\"")
  printf '| %s | %s %s | %s | %s |\n' "$1" "$(sed 's/>=/≥/; s/<=/≤/' <<<"$2")" "$3" "$(shown 2 "$4")" "$reached"
}

# The highest value over all routes of this run.
worst_of() { # quantile, optional quantile to divide it by
  local route value
  for route in "${measured[@]}"; do
    value=$(median "$route latency $1")
    [ -z "$value" ] || echo "$value ${2:+$(median "$route latency $2")}"
  done | awk '{v = NF > 1 ? $1 / $2 : $1; if (v > m) m = v} END {if (NR) print m}'
}

# Requests/s on the fewest rows ÷ requests/s on the most: the highest quotient.
growth_factor() {
  local what
  for what in one-score page patch; do
    quotient "growth $what 1000 rate" "growth $what $largest rate"
  done | sort -g | tail -n 1
}

# Requests/s with coalescing ÷ without: the lowest quotient.
solitary_factor() {
  local what
  for what in one-score own-list put patch; do
    quotient "solitary $what on rate" "solitary $what off rate"
  done | sort -g | head -n 1
}

goals_table() {
  local a b
  echo '| what | goal | measured | reached |'
  echo '|:-----|-----:|---------:|:--------|'
  goal 'one score: throughput ÷ limit' '>=' 0.90 "$(median 'one-score ratio')"
  goal '`PATCH`: throughput ÷ limit' '>=' 0.80 "$(median 'patch ratio')"
  goal '`PUT`: throughput ÷ limit' '>=' 0.80 "$(median 'put ratio')"
  goal '`POST`: throughput ÷ limit' '>=' 0.80 "$(median 'post ratio')"
  goal "the caller's list: throughput ÷ limit" '>=' 0.70 "$(median 'own-list ratio')"
  goal 'open loop at half load, worst route: p99 ÷ p50' '<=' 5 "$(worst_of p99 p50)"
  goal 'open loop at half load, worst route: p99.9, ms' '<=' 25 "$(worst_of p99.9)"
  goal '1 000 rows: throughput ÷ pgbench' '>=' 0.50 "$(median 'list-1000 database ratio')"
  goal '100 000 rows, one reader, -Xmx96m: bytes/s ÷ `\copy`' '>=' 0.50 "$(quotient 'export rate' 'copy rate')"
  a=$(median 'batch rate')
  b=$(median 'patch rate')
  goal 'batch of 100 ÷ 100 single upserts, scores/s' '>=' 15 "${a:+${b:+$(calculate "$a * 100 / $b")}}"
  goal "$largest rows against 1000: one score, one page, one upsert, worst" '<=' 1.3 "$(growth_factor)"
  goal "page $((largest / 1000)) against page 1" '<=' 1.2 "$(quotient 'growth first page rate' 'growth late page rate')"
  goal '512 connections ÷ 32' '>=' 0.9 "$(quotient 'connections 512 rate' 'connections 32 rate')"
  goal '512 connections: errors' '<=' 0 "$([ -z "$(last 'connections 512 errors')" ] || sum 'connections 512 errors')"
  goal 'one connection: with coalescing ÷ without, worst route' '>=' 0.95 "$(solitary_factor)"
  goal 'token cache off ÷ on' '>=' 0.35 "$(quotient 'tokens uncached rate' 'tokens cached rate')"
  goal 'JWT mode ÷ token cache' '>=' 0.8 "$(quotient 'tokens jwt rate' 'tokens cached rate')"
  a=$(median 'start ping')
  goal 'start to first 200, s' '<=' 1.2 "${a:+$(calculate "$a / 1000")}"
  goal 'resident under the read load, MiB' '<=' 200 "$(median 'resident reading')"
}

# Fails if the best round of a route is below a small fraction of its usual result, or if a request failed: that is a
# collapse and not noise.
check_smoke() {
  local route bound failed=
  while read -r route bound; do
    if [ "$(calculate "$(most "$route ratio") < $bound")" = 1 ] || [ "$(sum "$route errors")" != 0 ]; then
      failed=yes
      echo "$route is too slow or fails: $(shown 2 "$(most "$route ratio")") of the limit in the best round, $(sum "$route errors") errors" >&2
    fi
  done <<<"one-score 0.10
own-list 0.08
patch 0.10"
  [ -z "$failed" ]
}
