#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# Writes what is generated and committed: api/openapi.json from the handlers, web/src/api/schema.gen.ts from that.
#   --check   only tells whether what is committed is what would be written
set -euo pipefail
. "$(dirname "$0")/lib.sh"
"$ROOT/scripts/setup.sh" build web
[[ -d $ROOT/web/tools/apigen/node_modules ]] || "$ROOT/scripts/setup.sh" test

description=api/openapi.json types=web/src/api/schema.gen.ts
made=$(scratch gen)
trap 'rm -rf "$made"' EXIT

program=$("$ROOT/scripts/build.sh")
"$program" openapi >"$made/openapi.json"
{
  printf '// SPDX-License-Identifier: EUPL-1.2\n// Written by `make gen` from api/openapi.json. Not edited by hand.\n'
  "$ROOT/web/tools/apigen/node_modules/.bin/openapi-typescript" "$made/openapi.json" --alphabetize --export-type --root-types-no-schema-prefix 2>/dev/null ||
    "$ROOT/web/tools/apigen/node_modules/.bin/openapi-typescript" "$made/openapi.json"
} >"$made/schema.gen.ts"

stale=()
put() {
  if cmp -s "$1" "$ROOT/$2"; then return 0; fi
  stale+=("$2")
  if [[ ${check:-} == yes ]]; then diff -u "$ROOT/$2" "$1" | head -n 40 >&2 || true; else cp "$1" "$ROOT/$2"; fi
}
[[ ${1:-} == --check ]] && check=yes
put "$made/openapi.json" "$description"
put "$made/schema.gen.ts" "$types"

if ((${#stale[@]} == 0)); then
  note "The API description and the client's types are up to date."
elif [[ ${check:-} == yes ]]; then
  die "not up to date: ${stale[*]}" "Run \`make gen\` and commit the result."
else
  note "Written: ${stale[*]}"
fi
