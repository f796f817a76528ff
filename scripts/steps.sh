# SPDX-License-Identifier: EUPL-1.2
# shellcheck shell=bash
# Steps with a name, a time and a result; all are tried, so that one run tells everything that is wrong. Sourced.

step_lines=()
steps_passed=0
steps_failed=0
steps_skipped=0
steps_began=$SECONDS

# step NAME COMMAND…: runs it, remembers how it went, gives back its status.
step() {
  local name=$1 began=$SECONDS status=0
  shift
  say "$name"
  "$@" || status=$?
  if ((status == 0)); then
    steps_passed=$((steps_passed + 1))
    step_lines+=("ok       $name ($(elapsed $((SECONDS - began))))")
  else
    steps_failed=$((steps_failed + 1))
    step_lines+=("FAILED   $name ($(elapsed $((SECONDS - began))))")
    printf '\033[31m==> %s: failed\033[0m\n' "$name" >&2
  fi
  return "$status"
}

# skip NAME REASON: a step that was not run is said, never passed over.
skip() {
  steps_skipped=$((steps_skipped + 1))
  step_lines+=("skipped  $1: $2")
}

# Prints the results and ends the script with them.
finish() {
  printf '\n'
  printf '  %s\n' "${step_lines[@]}"
  printf '\n%s took %s.\n' "$1" "$(elapsed $((SECONDS - steps_began)))"
  if ((steps_skipped)); then
    printf 'steps: %d passed, %d failed, %d skipped\n' "$steps_passed" "$steps_failed" "$steps_skipped"
  else
    printf 'steps: %d passed, %d failed\n' "$steps_passed" "$steps_failed"
  fi
  ((steps_failed == 0)) || exit 1
  exit 0
}
