#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# Every screen and its states, from the demonstration, at 1366x768 and 390x844, light and dark, French and English,
# into shots/, with an index.html to look at them side by side. Arguments go to Playwright (`-g accueil`).
set -euo pipefail
. "$(dirname "$0")/lib.sh"
"$ROOT/scripts/setup.sh" e2e
PLANO_PROGRAM=$("$ROOT/scripts/build.sh")
PLANO_CHROMIUM=$(chromium_path)
PLANO_SHOTS=${PLANO_SHOTS:-$ROOT/shots}
export PLANO_PROGRAM PLANO_CHROMIUM PLANO_SHOTS
cd "$ROOT/e2e"
npx --no-install playwright test --project=shots "$@"
say "Look at file://$PLANO_SHOTS/index.html"
