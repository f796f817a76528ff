#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# How the screens feel on a slow laptop: the built program, Chromium slowed four times. It reports, and never fails for a
# time; see bench/README.md. Arguments go to Playwright. PLANO_TEST_MESSAGES: how many messages the channel holds.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
"$ROOT/scripts/setup.sh" e2e
PLANO_TEST_PROGRAM=${PLANO_TEST_PROGRAM:-$("$ROOT/scripts/build.sh")}
PLANO_TEST_CHROMIUM=$(chromium_path)
export PLANO_TEST_PROGRAM PLANO_TEST_CHROMIUM
cd "$ROOT/e2e"
exec npx --no-install playwright test --project=perf --workers=1 --reporter=list "$@"
