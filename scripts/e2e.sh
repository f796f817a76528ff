#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# The journeys: the built program, several people at once, in Chromium. Arguments go to Playwright:
#   scripts/e2e.sh -g invitation
set -euo pipefail
. "$(dirname "$0")/lib.sh"
"$ROOT/scripts/setup.sh" e2e
PLANO_PROGRAM=$("$ROOT/scripts/build.sh")
PLANO_CHROMIUM=$(chromium_path)
export PLANO_PROGRAM PLANO_CHROMIUM
cd "$ROOT/e2e"
exec npx --no-install playwright test --project=journeys "$@"
