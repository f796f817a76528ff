# SPDX-License-Identifier: EUPL-1.2
# shellcheck shell=bash
# The checks that need no running program; `make check` is these, `make test` begins with them. Sourced after steps.sh.

cargo_() { (cd "$ROOT" && cargo "$@"); }
npm_() { npm run --silent --prefix "$ROOT/web" "$@"; }

# With the client's Biome: one formatter for all TypeScript.
journeys_checked() {
  (cd "$ROOT/e2e" && ../web/node_modules/.bin/biome check . && npm run --silent typecheck)
}

run_checks() {
  step "Rust: formatting" cargo_ fmt --all --check || true
  step "Web: formatting and lint (Biome)" npm_ lint || true
  step "Web: types" npm_ typecheck || true
  step "Journeys: formatting, lint, types" journeys_checked || true
  # Clippy compiles the program, which embeds web/dist.
  web_built=true
  step "Web: build and budget" "$ROOT/scripts/web.sh" || web_built=false
  if $web_built; then
    step "Rust: clippy" cargo_ clippy --workspace --all-targets --locked --quiet -- -D warnings || true
  else
    skip "Rust: clippy" "the web client did not build"
  fi
  if has shellcheck; then
    step "Scripts: shellcheck" shellcheck --severity=warning -x -P "$ROOT/scripts" "$ROOT"/scripts/*.sh "$ROOT/.ci/run" || true
  fi
  # Licences, bans and sources are held by tests/tidy.rs on every run. This adds the advisories, for those who have it.
  if has cargo-deny; then
    step "Rust: cargo deny" cargo_ deny --log-level error check || true
  fi
}
