# SPDX-License-Identifier: EUPL-1.2
# The index of commands. Each brings what it needs the first time and says so; see CONTRIBUTING.md for the details.
.DEFAULT_GOAL := help
.PHONY: help run test check fmt gen e2e shots bench dist soak clean

help: ## This list
	@awk -F ':.*## ' '/^[a-z0-9]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## Start Plano with a demonstration, on http://localhost:8080
	@scripts/run.sh

test: ## Every test: lints, server on both databases, web client, journeys in Chromium
	@scripts/test.sh

check: ## Formatting, types and lints only
	@scripts/check.sh

fmt: ## Format everything
	@scripts/fmt.sh

gen: ## Write the API description and the client's types from the handlers
	@scripts/gen.sh

e2e: ## The journeys in Chromium on the built program
	@scripts/e2e.sh

shots: ## A picture of every screen, into shots/
	@scripts/shots.sh

bench: ## Measure, on both databases
	@scripts/bench.sh

dist: ## One archive to install from, into dist/
	@scripts/dist.sh

soak: ## The fault tests for an hour
	@scripts/soak.sh

clean: ## Delete what was built or downloaded here
	@scripts/clean.sh
