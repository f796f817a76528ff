#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# Runs a command beside a throw-away NATS server, whose URL is in PLANO_TEST_NATS, and stops it afterwards.
# One that is already given in PLANO_TEST_NATS is used as it is.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
(($#)) || die "usage: scripts/with-nats.sh COMMAND…"

if [[ -n ${PLANO_TEST_NATS:-} ]]; then exec "$@"; fi

server=$(nats_path) || die "nats-server is not installed." "scripts/setup.sh test installs it."
dir=$(scratch nats)
pid=
stop() {
  if [[ -n $pid ]]; then kill "$pid" 2>/dev/null || true; wait "$pid" 2>/dev/null || true; fi
  rm -rf "$dir"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
# Port -1: the server takes a free one and writes it into a file.
"$server" --addr 127.0.0.1 --port -1 --ports_file_dir "$dir" >"$dir/log" 2>&1 </dev/null &
pid=$!
for _ in {1..100}; do
  ports=("$dir"/nats-server_*.ports)
  if [[ -s ${ports[0]} ]]; then break; fi
  kill -0 "$pid" 2>/dev/null || { cat "$dir/log" >&2; die "nats-server did not start"; }
  sleep 0.05
done
PLANO_TEST_NATS=$(sed -n 's/.*\(nats:\/\/127\.0\.0\.1:[0-9]*\).*/\1/p' "${ports[0]}" | head -n 1)
[[ -n $PLANO_TEST_NATS ]] || die "nats-server did not say its port"
export PLANO_TEST_NATS
"$@"
