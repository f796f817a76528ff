# SPDX-License-Identifier: EUPL-1.2
# shellcheck shell=bash
# Shared by the other scripts: where things are, how to speak, how to do a thing once.
# Sourced, never run.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# What is built may live outside the checkout, where it serves several clones: PLANO_CACHE, or cargo's own variable.
# What npm installs stands in node_modules, as its tools expect, and comes from npm's cache the second time.
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-${PLANO_CACHE:+$PLANO_CACHE/}target}
[[ $CARGO_TARGET_DIR == /* ]] || CARGO_TARGET_DIR=$ROOT/$CARGO_TARGET_DIR

say() { printf '\033[1m==>\033[0m %s\n' "$*" >&2; }
note() { printf '    %s\n' "$*" >&2; }
die() {
  printf '\033[31merror:\033[0m %s\n' "$1" >&2
  shift
  local line
  for line in "$@"; do printf '       %s\n' "$line" >&2; done
  exit 1
}

has() { command -v "$1" >/dev/null 2>&1; }

# as_root COMMAND…: as it is for root, else through sudo.
as_root() {
  if [[ $(id -u) -eq 0 ]]; then
    "$@"
  elif has sudo; then
    sudo "$@"
  else
    return 127
  fi
}

# first_executable NAME…: the first of these commands or paths that can be run.
first_executable() {
  local name
  for name in "$@"; do
    if [[ $name == */* ]]; then
      [[ -x $name ]] && { printf '%s\n' "$name"; return 0; }
    elif has "$name"; then
      command -v "$name"
      return 0
    fi
  done
  return 1
}

# The directory of PostgreSQL's server programs; Debian keeps them out of PATH, one directory per version.
postgres_bin() {
  if [[ -n ${PLANO_TEST_POSTGRES_BIN:-} ]]; then printf '%s\n' "$PLANO_TEST_POSTGRES_BIN"; return 0; fi
  local dir
  for dir in $(printf '%s\n' /usr/lib/postgresql/*/bin /usr/pgsql-*/bin | sort -rV); do
    [[ -x $dir/initdb && -x $dir/postgres ]] && { printf '%s\n' "$dir"; return 0; }
  done
  has initdb && has postgres && dirname "$(command -v initdb)"
}

# Without the window that nobody sees, the journeys take half as long; the pages are drawn alike.
chromium_shell() { first_executable ${PLANO_TEST_CHROMIUM:+"$PLANO_TEST_CHROMIUM"} chromium-headless-shell chrome-headless-shell; }
chromium_path() {
  chromium_shell || first_executable chromium chromium-browser google-chrome-stable google-chrome
}

nats_path() { first_executable ${PLANO_TEST_NATS_SERVER:+"$PLANO_TEST_NATS_SERVER"} nats-server /usr/sbin/nats-server; }

# Compiles the program in the developer's profile, at $CARGO_TARGET_DIR/debug/plano. Beside all the tests it has been
# compiled with them (`make test` says so): as it is for them it is not compiled a second time.
compile_program() {
  local what=(build --package plano --bin plano)
  [[ ${PLANO_TEST_COMPILED:-} == 1 ]] && what=(test --workspace --no-run --quiet)
  cargo "${what[@]}" --manifest-path "$ROOT/Cargo.toml" --locked >&2
}

# hash_of PATH…: one hash over the names and contents of these files and folders, what is built among them left out.
hash_of() {
  find "$@" -type d \( -name node_modules -o -name dist -o -name .cache -o -name .build \) -prune -o -type f -print0 |
    LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -c1-40
}

# once STAMP KEY COMMAND…: runs COMMAND unless STAMP already holds KEY. The stamp stands beside what it describes, so
# that deleting the one deletes the other, and is written only after success.
once() {
  local stamp=$1 key=$2
  shift 2
  [[ -f $stamp && $(<"$stamp") == "$key" ]] && return 0
  rm -f "$stamp"
  "$@" || return
  mkdir -p "$(dirname "$stamp")"
  printf '%s\n' "$key" >"$stamp"
}

# Chromium and PostgreSQL name what they hold in their temporary folder; a short path keeps sockets under 107 bytes.
scratch() { mktemp -d "/tmp/plano-$1.XXXXXX"; }
# The same in memory, for what is thrown away and written much, where there is enough of it.
scratch_in_memory() {
  local free
  free=$(df --output=avail --block-size=M /dev/shm 2>/dev/null | tail -n 1 | tr -dc 0-9)
  if ((${free:-0} >= 8000)) && [[ -w /dev/shm ]]; then mktemp -d "/dev/shm/plano-$1.XXXXXX"; else scratch "$1"; fi
}

elapsed() {
  local seconds=$1
  if ((seconds >= 60)); then printf '%d min %02d s' $((seconds / 60)) $((seconds % 60)); else printf '%d s' "$seconds"; fi
}
