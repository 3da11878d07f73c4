# Compares the service with peers (testing/benchmarks/peers): a bare Micronaut route, and Vert.x with the same statements,
# JSON and token cache. Sourced by testing/benchmarks/run.

peers() {
  local round route name services=(scores vertx) load lib
  say "peers"
  mvn -q -B -ntp -f testing/benchmarks/peers/pom.xml package >"$work/peers.log" 2>&1 ||
    say_and_exit "The peers do not compile: $(tail -n 20 "$work/peers.log")"
  lib="testing/benchmarks/peers/target/benchmark-peers-0.2.0.jar:testing/benchmarks/peers/target/lib/*"
  fill scores 100000
  main=dev.scores.peers.MicronautPing start_service micronaut "$lib" -- "${peer_options[@]}"
  main=dev.scores.peers.VertxScores start_service vertx "$lib" DATABASE_URL="$(url_of scores)" \
    USERS_SERVICE_URL="http://127.0.0.1:${ports[users]}" -- "${peer_options[@]}"
  main=dev.scores.peers.VertxScores start_service pipelined "$lib" DATABASE_URL="$(url_of scores)" PIPELINING=64 \
    USERS_SERVICE_URL="http://127.0.0.1:${ports[users]}" -- "${peer_options[@]}"
  services+=(pipelined)

  for name in scores micronaut; do
    warm "peers ping $name" ping "$name"
  done
  for ((round = 1; round <= rounds; round++)); do
    for name in scores micronaut; do
      drive "peers ping $name" ping "$name"
    done
  done
  for route in one-score patch post; do
    for name in "${services[@]}"; do
      warm "peers $route $name" "$route" "$name"
    done
    for ((round = 1; round <= rounds; round++)); do
      for name in "${services[@]}"; do
        drive "peers $route $name" "$route" "$name"
      done
    done
  done
  load=$(start_competing_load)
  for ((round = 1; round <= rounds; round++)); do
    for name in scores vertx; do
      drive "peers busy $name" one-score "$name"
    done
  done
  kill $load

  for ((round = 1; round <= rounds; round++)); do
    peers_from_the_start "$lib"
  done
  stop_service micronaut
  stop_service vertx
  stop_service pipelined
  peers_table
}

# The JVM's defaults, except for the collector and a heap limit as for the service.
peer_options=(-XX:+UseSerialGC -Xmx256m)

# One score in the first 15 s after the start of a service.
peers_from_the_start() { # class path of the peers
  start_scores cold_scores scores
  drive "peers cold scores" one-score cold_scores "$connections" 15
  stop_service cold_scores
  main=dev.scores.peers.VertxScores start_service cold_vertx "$1" DATABASE_URL="$(url_of scores)" \
    USERS_SERVICE_URL="http://127.0.0.1:${ports[users]}" -- "${peer_options[@]}"
  drive "peers cold vertx" one-score cold_vertx "$connections" 15
  stop_service cold_vertx
}

# Starts a busy process for each processor. Prints the process ids.
start_competing_load() {
  local i
  for ((i = 0; i < $(nproc); i++)); do
    sha256sum /dev/zero >/dev/null 2>&1 &
    echo $!
  done
}

peers_row() { # title, name of ours, name of the peer
  printf '| %s | %.0f | %.0f | %.2f | %.0f + %.0f | %.0f + %.0f | %.2f |\n' "$1" "$(median "$2 rate")" "$(median "$3 rate")" \
    "$(quotient "$2 rate" "$3 rate")" "$(median "$2 jvm")" "$(median "$2 postgres")" "$(median "$3 jvm")" "$(median "$3 postgres")" \
    "$(calculate "($(median "$2 jvm") + $(median "$2 postgres")) / ($(median "$3 jvm") + $(median "$3 postgres"))")"
}

peers_table() {
  local route
  echo '| peer | ours, requests/s | peer, requests/s | ours ÷ peer | ours: JVM + PostgreSQL µs | peer: JVM + PostgreSQL µs | µs: ours ÷ peer |'
  echo '|:-----|--------------:|--------------:|------------:|--------------------------:|--------------------------:|----------------:|'
  peers_row '`/ping`, bare Micronaut' 'peers ping scores' 'peers ping micronaut'
  for route in one-score patch post; do
    peers_row "$route, Vert.x" "peers $route scores" "peers $route vertx"
    peers_row "$route, Vert.x pipelined" "peers $route scores" "peers $route pipelined"
  done
  peers_row 'one-score, Vert.x, with a busy process for each core' 'peers busy scores' 'peers busy vertx'
  peers_row 'one-score, Vert.x, the first 15 s' 'peers cold scores' 'peers cold vertx'
  echo
}
