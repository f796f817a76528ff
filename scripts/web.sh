#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# Builds the web client into web/dist, which the program embeds. Skipped when no source of it has changed.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
"$ROOT/scripts/setup.sh" web

# The list of some two hundred files is for those who look into it; everyone else wants the sum, or the failure.
build() {
  say "Building the web client"
  local log
  log=$(mktemp)
  if ! npm run --silent --prefix "$ROOT/web" build >"$log" 2>&1; then
    cat "$log" >&2
    rm -f "$log"
    return 1
  fi
  grep '^first load' "$log" | sed 's/^/    /' >&2 || true
  rm -f "$log"
}

[[ -f $ROOT/web/dist/index.html ]] || rm -f "$ROOT/web/node_modules/.plano-dist"
once "$ROOT/web/node_modules/.plano-dist" "$(hash_of "$ROOT/web")" build
