#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# Every test: formatting, lints, types; the server's tests on SQLite and on PostgreSQL; the web client's tests, build
# and budget; generated files; the journeys in Chromium on the built program. All steps are tried; the end tells them all.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
. "$ROOT/scripts/steps.sh"
. "$ROOT/scripts/checks.sh"
"$ROOT/scripts/setup.sh" test e2e
export PLANO_TEST_COMPILED=1
# Where tests say what they could not try here: a runner shows nothing of what passes.
PLANO_TEST_NOT_TRIED=$(mktemp)
export PLANO_TEST_NOT_TRIED
trap 'rm -f "$PLANO_TEST_NOT_TRIED"' EXIT

rust_tests() {
  local runner=(test --workspace --locked --no-fail-fast)
  # cargo-nextest runs the tests of all crates side by side; plain cargo does them crate by crate, with the same result.
  if cargo nextest --version >/dev/null 2>&1; then
    runner=(nextest run --workspace --locked --no-fail-fast --status-level fail --final-status-level fail)
  fi
  # The program's tests from within, all areas among them: on SQLite with the rest, then again on PostgreSQL.
  local again=("${runner[@]/--workspace/--package=plano}")
  (cd "$ROOT" && scripts/with-postgres.sh scripts/with-nats.sh bash -c '
    status=0
    cargo $1 || status=$?
    PLANO_TEST_ENGINE=postgres cargo $2 --lib || status=$?
    exit "$status"' rust-tests "${runner[*]}" "${again[*]}")
}

# What a test can only do on a disk that is nearly full. That a refused write is answered as it should is tried above,
# anywhere.
full_disk_tests() {
  (cd "$ROOT" && scripts/with-small-disk.sh \
    cargo test --workspace --locked --quiet --tests -- --ignored --test-threads=1 full_disk disk_full)
}
can_mount() {
  # shellcheck disable=SC2016 # The inner shell expands it.
  "$ROOT/scripts/with-small-disk.sh" bash -c '[[ -n ${PLANO_TEST_SMALL_DISK:-} ]]'
}

run_checks
step "Web: tests" npm_ test || true
if $web_built; then
  step "Rust: tests, on SQLite and PostgreSQL" rust_tests || true
  while IFS=$'\t' read -r what why; do skip "Rust: $what" "$why"; done <"$PLANO_TEST_NOT_TRIED"
  if can_mount; then
    step "Rust: a full disk" full_disk_tests || true
  else
    skip "Rust: a full disk" "mounting a small disk needs root"
  fi
  if step "The program" "$ROOT/scripts/build.sh"; then
    step "Generated files are up to date" "$ROOT/scripts/gen.sh" --check || true
    step "Journeys in Chromium" "$ROOT/scripts/e2e.sh" || true
  else
    skip "Generated files are up to date" "the program did not build"
    skip "Journeys in Chromium" "the program did not build"
  fi
else
  skip "Rust: tests" "the web client did not build"
  skip "Rust: a full disk" "the web client did not build"
  skip "Generated files are up to date" "the web client did not build"
  skip "Journeys in Chromium" "the web client did not build"
fi
finish "make test"
