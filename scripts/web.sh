#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# Builds the web client into web/dist, which the program embeds. Skipped when no source of it has changed.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
"$ROOT/scripts/setup.sh" web

build() {
  say "Building the web client"
  npm run --silent --prefix "$ROOT/web" build
}

[[ -f $ROOT/web/dist/index.html ]] || rm -f "$ROOT/web/node_modules/.plano-dist"
once "$ROOT/web/node_modules/.plano-dist" "$(hash_of "$ROOT/web")" build
