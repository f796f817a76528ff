#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# The journeys: the built program, several people at once, in Chromium. Arguments go to Playwright:
#   scripts/e2e.sh -g invitation
set -euo pipefail
. "$(dirname "$0")/lib.sh"
"$ROOT/scripts/setup.sh" test e2e
PLANO_PROGRAM=$("$ROOT/scripts/build.sh")
PLANO_CHROMIUM=$(chromium_path)
PLANO_POSTGRES_BIN=$(postgres_bin)
export PLANO_PROGRAM PLANO_CHROMIUM PLANO_POSTGRES_BIN
cd "$ROOT/e2e"
# The journeys in which the database matters run on both.
exec "$ROOT/scripts/with-postgres.sh" npx --no-install playwright test \
  --project=frame --project=journeys --project=journeys-postgres "$@"
