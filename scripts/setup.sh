#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# Brings what the named parts need, and only what is lacking. Costs nothing the second time.
#   scripts/setup.sh [build] [web] [gen] [test] [e2e] [shots]
set -euo pipefail
. "$(dirname "$0")/lib.sh"

packages=()
reasons=()
lacks() { packages+=("$1"); reasons+=("$1 ($2)"); }

need_build=false need_web=false need_gen=false need_test=false need_e2e=false need_shots=false
for part in "${@:-build}"; do
  case $part in
    build) need_build=true ;;
    web) need_web=true ;;
    gen) need_build=true need_web=true need_gen=true ;;
    test) need_build=true need_web=true need_gen=true need_test=true ;;
    e2e) need_build=true need_web=true need_e2e=true ;;
    shots) need_build=true need_web=true need_e2e=true need_shots=true ;;
    *) die "unknown part: $part" "parts: build web gen test e2e shots" ;;
  esac
done

# --- Rust and Node: the two things a person brings ---------------------------------------------------------------
if $need_build && ! has cargo; then
  die "Rust is not installed (no cargo in PATH)." "Install it with rustup, https://rustup.rs; the version comes from rust-toolchain.toml."
fi
if $need_web; then
  has node && has npm || die "Node.js is not installed (no node or npm in PATH)." "Plano's web client needs Node.js 20.19 or newer to build."
  node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' ||
    die "Node.js $(node --version) is too old." "Plano's web client needs Node.js 20.19 or newer to build."
fi

# --- Debian packages -------------------------------------------------------------------------------------------------
if $need_build; then
  has cc && has c++ || lacks build-essential "C compiler for SQLite and the cryptographic library"
  has git || lacks git "reads the version"
fi
if $need_test; then
  postgres_bin >/dev/null || lacks postgresql "the tests start a private server of their own"
  nats_path >/dev/null || lacks nats-server "the tests start a private server of their own"
fi
if $need_e2e; then
  if ! chromium_path >/dev/null; then
    lacks chromium-headless-shell "the journeys run in it"
  elif ! chromium_shell >/dev/null && [[ ! -d $ROOT/e2e/node_modules ]]; then
    # The whole Chromium does as well, in twice the time. Asked for once: where it cannot be had, that costs nothing again.
    say "Installing from Debian: chromium-headless-shell (the journeys run in it in half the time)"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends chromium-headless-shell \
      >/dev/null 2>&1 || note "It is not to be had; they run in the Chromium that is there."
  fi
  has sqlite3 || lacks sqlite3 "the journeys let time pass in a database"
fi
if $need_shots; then
  [[ -n $(find /usr/share/fonts /usr/local/share/fonts -iname '*emoji*' -print -quit 2>/dev/null) ]] ||
    lacks fonts-noto-color-emoji "reactions are boxes without it"
fi

if ((${#packages[@]})); then
  wanted="apt-get install -y --no-install-recommends ${packages[*]}"
  has apt-get || die "missing: ${reasons[*]}" "This is not Debian: install them with your own package manager, then run the command again."
  say "Installing from Debian: ${reasons[*]}"
  if [[ $(id -u) -ne 0 ]] && ! has sudo; then
    die "missing: ${packages[*]}, and neither root nor sudo to install them." "As root: $wanted"
  fi
  log=$(mktemp)
  export DEBIAN_FRONTEND=noninteractive
  # shellcheck disable=SC2086 # words on purpose
  if ! { as_root apt-get update && as_root env DEBIAN_FRONTEND=noninteractive $wanted; } >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    die "the installation failed (above, the end of it; all of it in $log)." "As root: $wanted"
  fi
  rm -f "$log"
fi

# --- npm packages ------------------------------------------------------------------------------------------------------
npm_ci() {
  say "Installing npm packages of $1/ (package-lock.json)"
  npm ci --prefix "$ROOT/$1" --prefer-offline --no-audit --no-fund --loglevel=error
}
npm_packages() {
  local dir=$1
  [[ -f $ROOT/$dir/package-lock.json ]] || return 0
  once "$ROOT/$dir/node_modules/.plano" "$(node --version) $(hash_of "$ROOT/$dir/package-lock.json")" npm_ci "$dir"
}
if $need_web; then npm_packages web; fi
if $need_gen; then npm_packages web/tools/apigen; fi
if $need_e2e; then npm_packages e2e; fi
