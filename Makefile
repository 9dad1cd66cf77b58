# Lianxin 连心. Each target sets up what it needs, and does nothing where nothing changed.
# All it asks of the machine is make and Python 3.11 or newer. Try `make help`.

BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
NPM := $(BIN)/python tools/npm.py

# Stamps lie inside what they speak of, so that deleting the folder deletes them too.
RUNS      := .venv/.runs
DEVELOPS  := .venv/.develops
COMMAND   := .venv/.command
PWA_READY := pwa/node_modules/.ready
PWA       := pwa/dist/index.html

# Folders are listed too: a deleted file changes nothing but its folder's time.
PWA_SOURCES := $(shell find pwa -name node_modules -prune -o -name dist -prune -o -name '*.test.ts' -prune -o -name '*.md' -prune -o \
	-print 2>/dev/null) $(wildcard schema.graphql)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test check lint types graph pages tidy schema migration lock bench screenshots torture clean

help:  ## what each target does
	@sed -n 's/^\([a-z]*\):.*  ## /  make \1	/p' Makefile

run: $(COMMAND) $(PWA)  ## start Lianxin with the demo community on http://localhost:8000
	@LIANXIN_DEMO=$${LIANXIN_DEMO:-1} exec $(BIN)/lianxin serve

test: check $(PWA)  ## everything: check, the PWA's unit tests, Python on both databases, a real browser
	$(NPM) test
	$(BIN)/python -m tools.browser
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile

check: lint types graph pages  ## lint, types, schema and budgets

lint: $(DEVELOPS)
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: $(DEVELOPS) $(COMMAND)
	$(PIP) check
	$(BIN)/mypy

graph: $(RUNS)
	@$(BIN)/python -m backend.schema | diff -u schema.graphql - || { echo 'schema.graphql is not what the code says: run `make schema` and commit it.'; exit 1; }

pages: $(PWA_READY)
	$(NPM) run check

tidy: $(DEVELOPS)  ## put into form what can be put into form by itself
	$(BIN)/ruff check --fix --quiet || true
	$(BIN)/ruff format

schema: $(RUNS)  ## print schema.graphql from the code
	@$(BIN)/python -m backend.schema > schema.graphql.new && mv schema.graphql.new schema.graphql

migration: $(RUNS)  ## write the migration for changed models: make migration NAME=what_changed
	$(BIN)/python -m tools.migration $(NAME)

# UPGRADE=1 takes the newest versions that fit; without it only what was asked anew changes.
LOCK := $(BIN)/uv pip compile pyproject.toml --no-config --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate --no-emit-index-url --no-emit-find-links $(if $(UPGRADE),--upgrade)

lock: $(DEVELOPS)  ## pin every dependency again, with hashes, after pyproject.toml or pwa/package.json changed
	$(LOCK) --group working-copy --output-file requirements.lock
	$(LOCK) --group dev --constraints requirements.lock --output-file requirements-dev.lock
	$(NPM) $(if $(UPGRADE),update,install) --package-lock-only --loglevel=error

bench: $(DEVELOPS) $(COMMAND) $(PWA)  ## measure: one JSON object per line
	@for file in bench/[a-z]*.py; do $(BIN)/python -m bench.$$(basename $$file .py) || exit 1; done

# What is measured under load, one by one: `make bench-live`.
bench-%: $(DEVELOPS) $(COMMAND) $(PWA)
	@$(BIN)/python -m bench.$*

torture: $(DEVELOPS) $(COMMAND) $(PWA)  ## kill processes a thousand times while people write: an hour; KILLS=100 SEED=7 for fewer
	@$(BIN)/python -m tests.faults.torture $(KILLS) $(SEED)

screenshots: $(DEVELOPS) $(COMMAND) $(PWA)  ## take the README's pictures again
	$(BIN)/python -m tools.browser
	$(BIN)/python -m tools.screenshots

clean:  ## throw away all that make made; the place's own data stays
	rm -rf .venv pwa/node_modules pwa/dist dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

.venv/bin/python:
	@sh tools/make_venv.sh

$(RUNS): requirements.lock | .venv/bin/python
	@echo 'Installing what Lianxin runs on (a minute, once) …'
	@$(PIP) install --require-hashes --requirement requirements.lock
	@touch $@

$(DEVELOPS): requirements-dev.lock | .venv/bin/python
	@echo 'Installing what tests and checks need (a minute, once) …'
	@$(PIP) install --require-hashes --requirement requirements-dev.lock
	@touch $@

$(COMMAND): pyproject.toml $(RUNS)
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(PWA_READY): pwa/package.json pwa/package-lock.json $(RUNS)
	@echo 'Installing what the pages are built with …'
	@$(NPM) ci --no-audit --no-fund --loglevel=error
	@touch $@

$(PWA): $(PWA_READY) $(PWA_SOURCES)
	@echo 'Building the pages …'
	@$(NPM) run --silent build
	@touch $@
