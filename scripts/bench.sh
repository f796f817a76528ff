#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# Measures; see bench/README.md for what, how and the results so far. Arguments go to the load program:
#   scripts/bench.sh writes
set -euo pipefail
. "$(dirname "$0")/lib.sh"
"$ROOT/scripts/setup.sh" test
"$ROOT/scripts/web.sh"
cd "$ROOT"
say "Building plano and bench (release)"
# Together, so that what they share is compiled once.
cargo build --release --locked -p plano -p bench >&2
export PLANO_TEST_PROGRAM=$CARGO_TARGET_DIR/release/plano
# What is measured is durable: fsync, as in service.
export PLANO_TEST_POSTGRES_DURABLE=1
exec scripts/with-postgres.sh "$CARGO_TARGET_DIR/release/bench" "$@"
