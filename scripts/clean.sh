#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# Deletes what was built or downloaded into the checkout. The demonstration's data and caches outside it stay.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
cd "$ROOT"
rm -rf target .cache dist shots web/dist web/node_modules web/tools/apigen/node_modules e2e/node_modules e2e/results e2e/report
