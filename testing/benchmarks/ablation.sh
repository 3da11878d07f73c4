# Measures the service with and without each mechanism, alternating. A mechanism that no setting or JVM option turns off is
# removed by a patch, testing/benchmarks/ablation/<name>.patch. Sourced by testing/benchmarks/run.

# Mechanism, and the environment variables or JVM options that turn it off.
switches=(
  'coalescing|COALESCING=off|'
  'admission control|ADMISSION_MAX_WAIT=0|'
  'half the carriers||-Djdk.virtualThreadScheduler.parallelism=PROCESSORS'
  'fixed young generation||-XX:NewSize=8m -XX:MaxNewSize=4g'
)
ablation_routes=(one-score own-list put patch)

ablation() {
  local switch name environment options route patch
  say "ablation"
  fill scores 100000
  for switch in "${switches[@]}"; do
    IFS='|' read -r name environment options <<<"$switch"
    options=${options//PROCESSORS/$(nproc)}
    # shellcheck disable=SC2086 # Each is a list of words.
    start_scores without scores $environment -- $options
    ablate "$name"
  done
  for patch in testing/benchmarks/ablation/*.patch; do
    name=$(basename "$patch" .patch)
    start_patched "$patch"
    ablate "${name//-/ }"
  done
  echo '| mechanism: with ÷ without | one score | own list | PUT | PATCH |'
  echo '|:--|--:|--:|--:|--:|'
  cat "$work/ablation"
  echo
}

# Compares the service with the service "without".
ablate() { # mechanism
  local route round way row="| $1 |"
  for route in "${ablation_routes[@]}"; do
    for way in scores without; do
      warm "ablation $1 $route $way" "$route" "$way"
    done
    for ((round = 1; round <= rounds; round++)); do
      for way in scores without; do
        drive "ablation $1 $route $way" "$route" "$way"
      done
    done
    row+=" $(shown 2 "$(quotient "ablation $1 $route scores rate" "ablation $1 $route without rate")") |"
  done
  stop_service without
  say "$row"
  echo "$row" >>"$work/ablation"
}

# Builds and starts a patched copy of the tree.
start_patched() { # patch
  local tree=$work/patched
  rm -rf "$tree"
  mkdir "$tree"
  git archive HEAD | tar -x -C "$tree"
  (cd "$tree" && patch -p1 -s) <"$1" || say_and_exit "$1 no longer applies: update it, or delete it with its mechanism."
  (cd "$tree" && mvn -q -B -ntp -DskipTests -Dspotless.check.skip -pl scores-app -am package) >"$work/patched.log" 2>&1 ||
    say_and_exit "$1 does not compile: $(tail -n 20 "$work/patched.log")"
  start_service without "$tree/$(jar_of scores-app)" MICRONAUT_ENVIRONMENTS=production DATABASE_URL="$(url_of scores)" \
    USERS_SERVICE_URL="http://127.0.0.1:${ports[users]}" -- "${shipped[@]}"
}
