#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# Every screen and its states, from the demonstration, at 1366x768 and 390x844, light and dark, French and English,
# into shots/, with an index.html to look at them side by side. Arguments go to Playwright (`-g accueil`).
set -euo pipefail
. "$(dirname "$0")/lib.sh"
"$ROOT/scripts/setup.sh" shots
PLANO_TEST_PROGRAM=$("$ROOT/scripts/build.sh")
PLANO_TEST_CHROMIUM=$(chromium_path)
PLANO_TEST_SHOTS=${PLANO_TEST_SHOTS:-$ROOT/shots}
export PLANO_TEST_PROGRAM PLANO_TEST_CHROMIUM PLANO_TEST_SHOTS
cd "$ROOT/e2e"
status=0
npx --no-install playwright test --project=shots "$@" || status=$?
node shots/gallery.mjs "$PLANO_TEST_SHOTS"
say "Look at file://$PLANO_TEST_SHOTS/index.html"
exit "$status"
