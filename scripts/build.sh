#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# Builds the program with the web client inside and prints its path. Developer's profile unless told --release.
#
# The developer's profile is the default because it builds in a fraction of the time, while Cargo.toml has what would
# be slow in it (password hashing, SQLite, dependencies) compiled with optimisation.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
profile=${1:-}
# The path is all that whoever asked reads; what the tools say on the way, on whatever channel, is for the person.
exec 3>&1 1>&2
"$ROOT/scripts/setup.sh" build
"$ROOT/scripts/web.sh"
# Embedded when the program is compiled, also in the developer's profile where it is only looked up.
if [[ $profile == --release ]]; then
  say "Building plano (release)"
  cargo build --manifest-path "$ROOT/Cargo.toml" --locked --release -p plano --bin plano >&2
  printf '%s\n' "$CARGO_TARGET_DIR/release/plano" >&3
else
  say "Building plano"
  compile_program
  printf '%s\n' "$CARGO_TARGET_DIR/debug/plano" >&3
fi
