# Installs what the programs of this directory need, which source this file there.

need() { # command package
  command -v "$1" >/dev/null || { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$2"; } >&2
}

need npm npm
need chromium chromium
npm ci --no-progress --silent
CHROMIUM=$(command -v chromium)
export CHROMIUM
