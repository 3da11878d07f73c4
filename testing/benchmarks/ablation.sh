# Measures the service with and without each mechanism, alternating. A mechanism that no setting or JVM option turns off is
# removed by a patch, testing/benchmarks/ablation/<name>.patch, whose second line names the routes to measure;
# one-score@1 means over one connection. Sourced by testing/benchmarks/run.

# Mechanism, the environment variables and JVM options that turn it off, and the routes.
switches=(
  'coalescing|COALESCING=off||one-score own-list put patch'
  'admission control|ADMISSION_MAX_WAIT=0||one-score patch'
  'half the carriers||-Djdk.virtualThreadScheduler.parallelism=PROCESSORS|one-score patch'
  'fixed young generation||-XX:NewSize=8m -XX:MaxNewSize=4g|one-score patch'
)
ablation_warm_ups=14
ablation_routes=(ping one-score one-score@1 own-list put patch patch@1 exercise-list list-1000)

ablation() {
  local switch name environment options routes patch patches=(testing/benchmarks/ablation/*.patch)
  # Without the AOT cache, which fits only the jars that it was made of. start_scores reads this variable.
  local shipped=(@docker/jvm-options)
  say "ablation"
  for patch in "${patches[@]}"; do
    build_patched "$patch"
  done
  fill scores 100000
  for switch in "${switches[@]}"; do
    IFS='|' read -r name environment options routes <<<"$switch"
    options=${options//PROCESSORS/$(nproc)}
    # shellcheck disable=SC2086 # Each is a list of words.
    start_scores with scores
    start_scores without scores $environment -- $options
    ablate "$name" "$routes"
  done
  for patch in "${patches[@]}"; do
    name=$(basename "$patch" .patch)
    start_scores with scores
    scores_jar=$(tree_of "$patch")/$(jar_of scores-app) start_scores without scores
    ablate "${name//-/ }" "$(sed -n 's/^Routes: //p' "$patch")"
  done
  ablation_table 'With ÷ without the mechanism' mechanism
}

ablation_table() { # title, name of the first column
  echo "$1: requests/s, in brackets the processor time of service and PostgreSQL for each request."
  echo
  printf '| %s |%s\n' "$2" "$(printf ' %s |' "${ablation_routes[@]}")"
  printf '|:--|%s\n' "$(printf -- '--:|%.0s' "${ablation_routes[@]}")"
  cat "$work/ablation-rows"
  echo
}

# Compares the services "with" and "without". Both are started for it: one that has run longer has more compiled code.
ablate() { # mechanism, routes
  local route request many round way name row="| $1 |"
  for route in $2; do
    name="ablation $1 $route"
    request=$(request_of "${route%@*}")
    many=$connections
    [[ $route != *@* ]] || many=${route#*@}
    # A fixed number: between two steps of the compiler the cost stays the same for seconds.
    for ((round = 1; round <= ablation_warm_ups; round++)); do
      for way in with without; do
        drive "$name $way warm-up" "$request" "$way" "$many"
      done
    done
    for ((round = 1; round <= rounds; round++)); do
      # In turn, because what the first has left, such as pages to write, burdens the second.
      for way in $( ((round % 2)) && echo with without || echo without with); do
        drive "$name $way" "$request" "$way" "$many"
        note "$name $way cost" "$(calculate "$(last "$name $way jvm") + $(last "$name $way postgres")")"
      done
    done
  done
  for route in "${ablation_routes[@]}"; do
    name="ablation $1 $route"
    case " $2 " in
    *" $route "*)
      row+=" $(shown 2 "$(quotient "$name with rate" "$name without rate")")"
      row+=" ($(shown 2 "$(quotient "$name with cost" "$name without cost")")) |"
      ;;
    *) row+=' |' ;;
    esac
  done
  stop_service with
  stop_service without
  say "$row"
  echo "$row" >>"$work/ablation-rows"
}

# Builds of one commit are kept for the next run.
tree_of() { # patch
  echo "target/bench/ablation/$(git rev-parse --short HEAD)-$(basename "$1" .patch)"
}

build_patched() { # patch
  local tree log=$work/patched.log
  tree=$(tree_of "$1")
  [ ! -f "$tree/$(jar_of scores-app)" ] || return 0
  say "building without $(basename "$1" .patch)"
  rm -rf "$tree"
  mkdir -p "$tree"
  git archive HEAD | tar -x -C "$tree"
  (cd "$tree" && patch -p1 -s) <"$1" || say_and_exit "$1 no longer applies: update it, or delete it with its mechanism."
  # What a patch leaves unused is only a warning.
  sed -i '/<arg>-Werror/d' "$tree/pom.xml"
  mvn -q -B -ntp -T 2 -DskipTests -Dspotless.check.skip -f "$tree/pom.xml" -pl scores-app -am package >"$log" 2>&1 ||
    say_and_exit "$1 does not compile: $(tail -n 20 "$log")"
}
