#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# Starts Plano with the demonstration: people, organisations and projects of an imaginary agglomeration.
#   PLANO_DATA    where it lives (default data/demo in the checkout; delete it to begin again)
#   PLANO_LISTEN  the address (default 127.0.0.1:8080, which browsers call localhost:8080)
# Any other PLANO_… setting reaches the program, for example PLANO_DATABASE=postgres://…
set -euo pipefail
. "$(dirname "$0")/lib.sh"

program=$("$ROOT/scripts/build.sh")
data=${PLANO_DATA:-$ROOT/data/demo}
listen=${PLANO_LISTEN:-127.0.0.1:8080}

accounts=$data.accounts.txt
mkdir -p "$(dirname "$data")"
if [[ ! -d $data ]]; then
  say "Making the demonstration in $data"
  "$program" demo --data "$data" | tee "$accounts.new" >&2
  mv "$accounts.new" "$accounts"
else
  say "The demonstration in $data is there already (delete it to begin again)"
  # It is whole or not there at all; whoever stopped us just then has not seen its accounts.
  if [[ -f $accounts ]]; then cat "$accounts" >&2; else say "Its accounts were never shown: delete it to have them"; fi
fi

say "Plano answers on ${PLANO_PUBLIC_URL:-http://${listen/127.0.0.1/localhost}} (Ctrl C stops it)"
exec "$program" serve --data "$data" --listen "$listen"
