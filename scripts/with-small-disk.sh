#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# Runs a command beside a disk of a few megabytes, whose folder is in PLANO_TEST_SMALL_DISK, and takes it away afterwards.
# Mounting needs root: without it the command runs without the variable, and what needs the disk says so.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
(($#)) || die "usage: scripts/with-small-disk.sh COMMAND…"

dir=$(scratch disk)
trap 'umount "$dir" 2>/dev/null || true; rmdir "$dir" 2>/dev/null || true' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
if [[ $(id -u) -eq 0 ]] && mount -t tmpfs -o size="${PLANO_TEST_SMALL_DISK_SIZE:-3m}" tmpfs "$dir" 2>/dev/null; then
  export PLANO_TEST_SMALL_DISK=$dir
else
  unset PLANO_TEST_SMALL_DISK
  note "no small disk: mounting one needs root"
fi
"$@"
