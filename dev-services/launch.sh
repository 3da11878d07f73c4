# Functions of ./run and of the programs in testing/, which source this file in the root of the repository: find a JDK
# and build the modules that changed. is_built and build use the variables version, sources and last_build.

say_and_exit() {
  echo "$1" >&2
  exit 1
}

# The file "release" of a JDK has a line like JAVA_VERSION="25.0.1".
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

# Succeeds if each module has a jar and no source is newer than the jar and the last build.
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
  command -v mvn >/dev/null || say_and_exit "Maven (mvn) was not found: install Maven 3.8 or newer to build the services."
  command -v java >/dev/null || export JAVA_HOME=$jdk
  echo "Building (the first build takes a few minutes)..." >&2
  modules=$(IFS=,; echo "$*")
  started=$(mktemp)
  JAVA25_HOME=$jdk mvn -q -B -DskipTests -Dspotless.check.skip=true -pl "$modules" -am package >&2 ||
    say_and_exit "The build failed; see the output of Maven above."
  mv "$started" "$last_build"
}

version=$(sed -n '/<artifactId>scores<\/artifactId>/{n;s/.*<version>\(.*\)<\/version>.*/\1/p;}' pom.xml)
