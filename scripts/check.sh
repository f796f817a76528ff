#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# Formatting, types and lints of everything, without running a test.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
. "$ROOT/scripts/steps.sh"
. "$ROOT/scripts/checks.sh"
"$ROOT/scripts/setup.sh" build web e2e
run_checks
finish "make check"
