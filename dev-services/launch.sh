# What ./run and the programs under testing/ share: finds a JDK, and builds the modules that changed. Sourced by them
# in the root of the repository, never run. is_built and build read the variables version, sources and last_build.

say_and_exit() {
  echo "$1" >&2
  exit 1
}

# A JDK states its version in its file "release": JAVA_VERSION="25.0.1".
is_jdk_25() {
  local version
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
  [ "${version:-0}" -ge 25 ]
}

find_jdk() {
  local java home
  java=$(readlink -f "$(command -v java || true)" 2>/dev/null || true)
  for home in "${JAVA_HOME:-}" "${java%/bin/java}" /usr/lib/jvm/* "$HOME"/.sdkman/candidates/java/* \
    "$HOME"/.jdks/* "$HOME"/.jdks/*/Contents/Home /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if is_jdk_25 "$home"; then
      echo "$home"
      return
    fi
  done
  return 1
}

jar_of() { # module
  echo "$1/target/${1##*/}-$version.jar"
}

# A module is built if its jar is there and nothing was changed after it, or after the last build.
is_built() {
  local module jar after
  for module in "$@"; do
    jar=$(jar_of "$module")
    [ -f "$jar" ] || return 1
    after=(-newer "$jar")
    [ ! -f "$last_build" ] || after+=(-newer "$last_build")
    [ -z "$(find "${sources[@]}" -type f "${after[@]}" -print -quit)" ] || return 1
  done
}

build() {
  local modules started
  command -v mvn >/dev/null || say_and_exit "There is something to build, and no Maven (mvn): install Maven 3.8 or newer."
  command -v java >/dev/null || export JAVA_HOME=$jdk
  echo "Building (first time takes a few minutes)..." >&2
  modules=$(IFS=,; echo "$*")
  started=$(mktemp)
  JAVA25_HOME=$jdk mvn -q -B -DskipTests -Dspotless.check.skip=true -pl "$modules" -am package >&2 ||
    say_and_exit "The build has failed; what Maven said is above."
  mv "$started" "$last_build"
}

version=$(sed -n '/<artifactId>scores<\/artifactId>/{n;s/.*<version>\(.*\)<\/version>.*/\1/p;}' pom.xml)
