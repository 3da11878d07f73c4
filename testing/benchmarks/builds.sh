# Compares the packaged service with another build, BEFORE=<scores-app.jar>, with the variables BEFORE_SETTINGS if they are set,
# alternating. Each has a database of its own, with the schema of its build. Sourced by testing/benchmarks/run.

builds() {
  # Without the AOT cache, which fits one build only.
  local shipped=(@docker/jvm-options) after_load=fold_events ablation_routes=(${ROUTES:-one-score post put patch})
  [ -f "${BEFORE:-}" ] || say_and_exit "Set BEFORE to the scores-app.jar to compare with."
  as_postgres "$programs/createdb" -h 127.0.0.1 -p "${ports[postgres]}" -U bench before
  start_scores with scores
  # shellcheck disable=SC2086 # A list of words.
  scores_jar=$BEFORE start_scores without before ${BEFORE_SETTINGS:-}
  fill scores 100000
  fill before 100000
  ablate 'this one' "${ablation_routes[*]}"
  ablation_table 'This build ÷ the one before' build
}

# A report is computed after the events that it needs, so the processor time of a write includes what it costs the reports.
fold_events() { # service
  [ "$1" != with ] || curl -sf -o /dev/null "http://127.0.0.1:${ports[$1]}/scores/stats"
}
