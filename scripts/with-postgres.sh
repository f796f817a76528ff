#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# Runs a command beside a throw-away PostgreSQL, whose URL is in PLANO_TEST_POSTGRES, and removes it afterwards.
#   scripts/with-postgres.sh cargo test -p db
# One that is already given in PLANO_TEST_POSTGRES is used as it is.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
(($#)) || die "usage: scripts/with-postgres.sh COMMAND…"

if [[ -n ${PLANO_TEST_POSTGRES:-} ]]; then exec "$@"; fi

# What is measured is measured on the disk.
if [[ ${PLANO_TEST_POSTGRES_DURABLE:-} == 1 ]]; then dir=$(scratch pg); else dir=$(scratch_in_memory pg); fi
trap '"$ROOT/scripts/postgres.sh" remove "$dir"' EXIT
# On a signal, leave through EXIT, so that the server never outlives us.
trap 'exit 130' INT
trap 'exit 143' TERM HUP
PLANO_TEST_POSTGRES=$("$ROOT/scripts/postgres.sh" start "$dir")
export PLANO_TEST_POSTGRES
"$@"
