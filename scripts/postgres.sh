#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# A throw-away PostgreSQL in a folder of its own, on loopback and a free port.
#   scripts/postgres.sh start DIR   makes it if need be, starts it, prints its URL
#   scripts/postgres.sh stop DIR    stops it at once, as a fault would
#   scripts/postgres.sh remove DIR  stops it and deletes DIR
# The port is kept from one start to the next, so that a test can take the database away and bring it back.
# Never for data that matters: fsync is off, unless PLANO_TEST_POSTGRES_DURABLE=1 (measuring). Each flush of the disk takes
# PLANO_TEST_POSTGRES_FLUSH microseconds longer then, if that is given: disks differ a hundredfold.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

verb=${1:-} dir=${2:-}
[[ $dir == /* ]] || die "usage: scripts/postgres.sh start|stop|remove /absolute/dir"
bin=$(postgres_bin) || { [[ $verb == remove ]] && rm -rf "$dir"; die "PostgreSQL's server programs are not installed." "scripts/setup.sh test installs them."; }

# PostgreSQL refuses to run as root, as in most containers: another user owns the folder then.
run_as=()
if [[ $(id -u) -eq 0 ]]; then
  user=postgres
  getent passwd "$user" >/dev/null || user=nobody
  run_as=(setpriv "--reuid=$user" "--regid=$(id -g "$user")" --clear-groups env "HOME=$dir")
fi
# From a folder that user may be in, else each of its programs warns.
as_owner() { (cd / && "${run_as[@]}" "$@"); }

start() {
  local durable=off
  [[ ${PLANO_TEST_POSTGRES_DURABLE:-} == 1 ]] && durable=on
  if [[ ! -f $dir/data/PG_VERSION ]]; then
    mkdir -p "$dir"
    if ((${#run_as[@]})); then
      chown "$user" "$dir"
    fi
    as_owner "$bin/initdb" --pgdata="$dir/data" --username=plano --auth=trust --encoding=UTF8 --locale=C.UTF-8 \
      --no-sync --no-instructions >"$dir/initdb.log" 2>&1 || { cat "$dir/initdb.log" >&2; die "initdb failed"; }
    as_owner tee -a "$dir/data/postgresql.conf" >/dev/null <<CONF
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 200
fsync = $durable
full_page_writes = $durable
autovacuum = $durable
shared_buffers = '128MB'
max_wal_size = '2GB'
max_locks_per_transaction = 256
timezone = 'UTC'
log_min_messages = fatal
commit_delay = ${PLANO_TEST_POSTGRES_FLUSH:-0}
commit_siblings = 0
CONF
  fi
  local port tries=0
  while ((++tries <= 20)); do
    if [[ -f $dir/port ]]; then port=$(<"$dir/port"); else port=$((20000 + RANDOM % 12000)); fi
    # Its standard error is closed to the caller: an inherited one would keep a `$(…)` waiting for as long as it runs.
    if as_owner "$bin/pg_ctl" --pgdata="$dir/data" --log="$dir/data/server.log" --options="-p $port" --wait --silent \
      start </dev/null >/dev/null 2>&1; then
      printf '%s\n' "$port" >"$dir/port"
      printf 'postgres://plano@127.0.0.1:%s/postgres\n' "$port"
      return 0
    fi
    [[ -f $dir/port ]] && sleep 0.2
  done
  tail -n 20 "$dir/data/server.log" >&2
  die "PostgreSQL did not start"
}

stop() { as_owner "$bin/pg_ctl" --pgdata="$dir/data" --mode=immediate --wait --silent stop </dev/null >/dev/null 2>&1 || true; }

case $verb in
  start) start ;;
  stop) stop ;;
  remove) stop; rm -rf "$dir" ;;
  *) die "usage: scripts/postgres.sh start|stop|remove DIR" ;;
esac
