# SPDX-License-Identifier: EUPL-1.2
# shellcheck shell=bash
# Steps with a name, a time and a result; all are tried, so that one run tells everything that is wrong. Sourced.

step_lines=()
step_reasons=()
steps_passed=0
steps_failed=0
steps_skipped=0
steps_began=$SECONDS

# step NAME COMMAND…: runs it, remembers how it went, gives back its status.
step() {
  local name=$1 began=$SECONDS status=0 log
  shift
  say "$name"
  log=$(mktemp)
  "$@" > >(tee "$log") 2>&1 || status=$?
  wait "$!" # What was said is all written down.
  if ((status == 0)); then
    steps_passed=$((steps_passed + 1))
    step_lines+=("ok       $name ($(elapsed $((SECONDS - began))))")
  else
    steps_failed=$((steps_failed + 1))
    step_lines+=("FAILED   $name ($(elapsed $((SECONDS - began))))")
    step_reasons+=("$name:" "$(why_in "$log")")
    printf '\033[31m==> %s: failed\033[0m\n' "$name" >&2
  fi
  rm -f "$log"
  return "$status"
}

# why_in LOG: what compilers, linters and tests say on failing, short enough to stand at the end of a long log.
why_in() {
  # What the test browser lacks is no failure.
  sed 's/\x1b\[[0-9;]*m//g; /Not implemented/d' "$1" |
    grep -E -A5 '(^|[[:space:]])([A-Za-z]*Error|error(\[E[0-9]+\]| TS[0-9]+)?):|panicked at|[Tt]imeout of|^ FAIL |^ *[×✖] ' |
    grep -vE '^[[:space:]]*$' | cut -c1-180 | head -n 40
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
  if ((steps_failed)); then
    printf '\nWhat failed:\n'
    printf '%s\n' "${step_reasons[@]}"
  fi
  printf '\n%s took %s.\n' "$1" "$(elapsed $((SECONDS - steps_began)))"
  if ((steps_skipped)); then
    printf 'steps: %d passed, %d failed, %d skipped\n' "$steps_passed" "$steps_failed" "$steps_skipped"
  else
    printf 'steps: %d passed, %d failed\n' "$steps_passed" "$steps_failed"
  fi
  ((steps_failed == 0)) || exit 1
  exit 0
}
