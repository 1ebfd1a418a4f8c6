# `make demo` shows the platform; `make test` holds it to its promises. README.md says more.
.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help demo demo-reset test quick lint types contracts tests journeys wheel-check proof \
        catalogue lock dev runtime parts

BIN := .venv/bin
PYTEST := $(BIN)/python -m pytest

help:
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 14

demo: runtime ## serve the demo neighbourhood on 127.0.0.1:8000, keeping what was done in it
	@scripts/demo

demo-reset: ## begin the demo anew and serve it
	rm -rf instance/demo
	@$(MAKE) --no-print-directory demo

test: dev parts lint types contracts tests journeys wheel-check ## everything CI runs

quick: dev lint types contracts ## what to run while working: SQLite, no browser
	AGENDA_TEST_DATABASES=sqlite $(PYTEST) -q -n 2 --dist loadfile --ignore tests/journeys

lint: dev ## style and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: dev ## mypy --strict
	$(BIN)/mypy

contracts: dev ## who may import whom
	$(BIN)/lint-imports --no-logo setup.cfg

tests: dev ## all tests without a browser, on SQLite and PostgreSQL
	$(PYTEST) -q -n 2 --dist loadfile --durations 20 --durations-min 3 --ignore tests/journeys

journeys: dev ## residents' stories in Chromium, with axe
	$(PYTEST) -q -n 2 --dist loadfile tests/journeys

wheel-check: dev ## the wheel, alone in an empty environment, serves
	@scripts/wheel-check

proof: dev ## the heavy proofs, before a release
	$(PYTEST) -m proof

catalogue: dev ## bring new sentences into the English catalogues
	$(BIN)/python scripts/catalogue.py

lock: dev ## pin every dependency anew
	scripts/lock

dev:
	@scripts/environment dev

runtime:
	@scripts/environment runtime

parts:
	@scripts/parts
