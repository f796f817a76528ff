#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# The fault tests again and again, each time with other instants: kill -9 under writes, database away, disk full.
#   PLANO_TEST_SOAK_MINUTES  for how long (default 60)
set -euo pipefail
. "$(dirname "$0")/lib.sh"
"$ROOT/scripts/setup.sh" test
"$ROOT/scripts/web.sh"
minutes=${PLANO_TEST_SOAK_MINUTES:-60}
until_second=$((SECONDS + minutes * 60))
rounds=0
cd "$ROOT"
cargo build --locked -p plano --bin plano
while ((SECONDS < until_second)); do
  rounds=$((rounds + 1))
  PLANO_TEST_LONG=1 PLANO_TEST_FAULT_SEED=$rounds scripts/with-postgres.sh scripts/with-nats.sh \
    cargo test --quiet --locked -p plano --test faults ||
    die "round $rounds failed" "The same instants again: PLANO_TEST_LONG=1 PLANO_TEST_FAULT_SEED=$rounds scripts/with-postgres.sh cargo test -p plano --test faults"
done
say "$rounds rounds in $minutes minutes, none failed"
