#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# Formats everything.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
"$ROOT/scripts/setup.sh" build web
(cd "$ROOT" && cargo fmt --all)
npm run --silent --prefix "$ROOT/web" format
(cd "$ROOT/e2e" && ../web/node_modules/.bin/biome check --write .)
