# Stores results by name, one for each round, and computes medians and quotients. Sourced by testing/benchmarks/run.

raw=target/bench/raw.tsv

note() { # name value
  printf '%s\t%s\n' "$1" "$2" >>"$raw"
}

values() { # name
  awk -F '\t' -v name="$1" '$1 == name {print $2}' "$raw"
}

last() { # name
  values "$1" | tail -n 1
}

most() { # name
  values "$1" | sort -g | tail -n 1
}

sum() { # name
  values "$1" | awk '{s += $1} END {print s + 0}'
}

# Prints nothing if there is no result of this name.
median() { # name
  values "$1" | sort -g |
    awk '{v[NR] = $1} END {if (NR) print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2}'
}

calculate() { # expression of awk
  awk "BEGIN {print ($1)}"
}

# The quotient of two medians; prints nothing if one of them is missing.
quotient() { # name name
  local a b
  a=$(median "$1")
  b=$(median "$2")
  [ -z "$a" ] || [ -z "$b" ] || calculate "$a / $b"
}

# A table cell: the value with this number of decimals, or a dash.
shown() { # decimals value
  if [ -n "$2" ]; then printf "%.${1}f" "$2"; else printf –; fi
}
