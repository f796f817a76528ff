#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# One archive to install from: the program (client and migrations inside), its licence and what an operator needs.
# The same commit gives the same archive.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
program=$("$ROOT/scripts/build.sh" --release)
version=$("$program" --version | awk '{print $2}')
target=$(rustc -vV | sed -n 's/^host: //p')
name=plano-$version-$target
out=$ROOT/dist
work=$(scratch dist)
trap 'rm -rf "$work"' EXIT

mkdir -p "$out" "$work/$name"
install -m 0755 "$program" "$work/$name/plano"
cp -R "$ROOT/LICENSE" "$ROOT/README.md" "$ROOT/CHANGELOG.md" "$ROOT/SECURITY.md" "$ROOT/deploy" "$ROOT/docs" "$work/$name/"
# What stands in it, by name, version and licence.
(cd "$ROOT" && cargo tree --locked -p plano --edges normal --prefix none --format '{p} {l}' | sed 's/ ([^)]*)//' | sort -u) >"$work/$name/DEPENDENCIES"

stamp=$(git -C "$ROOT" log -1 --format=%ct 2>/dev/null || printf 0)
tar --directory "$work" --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$stamp" -cf - "$name" | gzip -n9 >"$out/$name.tar.gz"
(cd "$out" && sha256sum "$name.tar.gz" >"$name.tar.gz.sha256")
say "dist/$name.tar.gz ($(du -h "$out/$name.tar.gz" | cut -f1))"
