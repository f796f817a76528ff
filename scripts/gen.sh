#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# Writes what is generated and committed: api/openapi.json from the handlers, web/src/api/schema.gen.ts from that.
#   --check   only tells whether what is committed is what would be written
set -euo pipefail
. "$(dirname "$0")/lib.sh"
check=no
[[ ${1:-} == --check ]] && check=yes
"$ROOT/scripts/setup.sh" build gen
# Without the web client, which may not compile until its types are written anew.
compile_program
program=$CARGO_TARGET_DIR/debug/plano

made=$(mktemp)
trap 'rm -f "$made"' EXIT
"$program" openapi >"$made"

if [[ $check == yes ]]; then
  if ! diff -u "$ROOT/api/openapi.json" "$made" | head -n 40 >&2; then
    die "api/openapi.json does not follow the handlers." "Run \`make gen\` and commit the result."
  fi
  (cd "$ROOT/web/tools/apigen" && node gen.mjs --check)
  exit 0
fi

mkdir -p "$ROOT/api"
cmp -s "$made" "$ROOT/api/openapi.json" || { cp "$made" "$ROOT/api/openapi.json" && note "Written: api/openapi.json"; }
(cd "$ROOT/web/tools/apigen" && node gen.mjs)
