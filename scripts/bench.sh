#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# Measures; see bench/README.md for what, how and the results so far. Arguments go to the load program:
#   scripts/bench.sh writes
set -euo pipefail
. "$(dirname "$0")/lib.sh"
"$ROOT/scripts/setup.sh" test
PLANO_TEST_PROGRAM=$("$ROOT/scripts/build.sh" --release)
export PLANO_TEST_PROGRAM
cd "$ROOT"
exec scripts/with-postgres.sh cargo run --quiet --release --locked -p bench -- "$@"
