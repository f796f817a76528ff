#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# The journeys: the built program, several people at once, in Chromium. Arguments go to Playwright:
#   scripts/e2e.sh -g invitation
set -euo pipefail
. "$(dirname "$0")/lib.sh"
"$ROOT/scripts/setup.sh" test e2e
PLANO_TEST_PROGRAM=$("$ROOT/scripts/build.sh")
PLANO_TEST_CHROMIUM=$(chromium_path)
PLANO_TEST_POSTGRES_BIN=$(postgres_bin)
export PLANO_TEST_PROGRAM PLANO_TEST_CHROMIUM PLANO_TEST_POSTGRES_BIN
cd "$ROOT/e2e"
# The journeys in which the database matters run on both.
exec "$ROOT/scripts/with-postgres.sh" npx --no-install playwright test \
  --project=frame --project=journeys --project=journeys-postgres "$@"
