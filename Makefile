# Greffe needs Python >= 3.11 and make, nothing else: the database comes with the packages.
PYTHON ?= python3
ARGS ?=
BIN := .venv/bin
OTHERS := tests/conformance
PAGES := tests/browser
PEERS := $(patsubst %/package-lock.json,%,$(wildcard benchmarks/peers/*/package-lock.json))
READY := .venv/.ready
USER_DATA := $(or $(XDG_DATA_HOME),$(HOME)/.local/share)/greffe

.PHONY: run install test check conformance conformance-tools browser browser-tools kills lint format schema bench bench-tools bench-national lock clean
.DEFAULT_GOAL := run

run: $(READY) ## Install if needed, then serve the demo on http://127.0.0.1:8000 (GREFFE_PORT); Ctrl-C stops it all
	@if [ -z "$$GREFFE_DATA_DIR" ] && [ "$$(id -u)" != 0 ] && ! { mkdir -p "$(USER_DATA)" && [ -w "$(USER_DATA)" ]; } 2>/dev/null; then \
		export GREFFE_DATA_DIR="$(CURDIR)/.data"; echo "The home folder cannot be written: the data lie in $$GREFFE_DATA_DIR"; \
	fi; exec $(BIN)/greffe serve --demo

install: $(READY) ## Make .venv with everything that requirements.lock names

test: $(READY) ## The whole suite on a real PostgreSQL (ARGS="-k guard -x" chooses)
	@$(BIN)/python -m pytest -n 2 --dist worksteal $(ARGS)

check: lint ## What CI runs: linters, types, contracts, drift, then the suite with branch coverage
	@$(BIN)/python -m pytest -n 2 --dist worksteal --cov --cov-report=term $(ARGS)

conformance: conformance-tools ## What others wrote against a live service: audit, clients, fuzzer (5 minutes), examples (needs node, npm)
	@GREFFE_CONFORMANCE=full $(BIN)/python -m pytest $(OTHERS) $(ARGS)

conformance-tools: $(OTHERS)/node_modules/.ready examples/node/node_modules/.ready $(OTHERS)/.venv/.ready

browser: browser-tools ## Every page in Chromium: both languages, light and dark, 320 and 1280 px, axe-core (5 minutes; needs chromium, npm)
	@GREFFE_BROWSER=full $(BIN)/python -m pytest $(PAGES) $(ARGS)

browser-tools: $(PAGES)/node_modules/.ready $(READY)
	@[ -n "$$GREFFE_CHROMIUM" ] || { command -v chromium-headless-shell || command -v chromium || command -v chromium-browser || command -v google-chrome; } >/dev/null || { echo "make browser needs Chromium: install it (Debian: apt-get install chromium-headless-shell), or name another one in GREFFE_CHROMIUM."; exit 1; }

%/node_modules/.ready: %/package-lock.json
	@command -v node >/dev/null && command -v npm >/dev/null && command -v curl >/dev/null || { echo "This needs Node.js >= 20 with npm, and curl: install them (Debian: apt-get install nodejs npm curl)."; exit 1; }
	@cd $* && npm ci --silent && touch node_modules/.ready

$(OTHERS)/.venv/.ready: $(OTHERS)/requirements.lock | $(READY)
	@$(BIN)/python -m venv --clear $(@D)
	@$(@D)/bin/python -m pip -qq --disable-pip-version-check install --require-hashes -r $<
	@touch $@

kills: $(READY) ## The long run of a service that is killed again and again, ten times (GREFFE_KILLS) where `make test` has two
	@GREFFE_KILLS=$(or $(GREFFE_KILLS),10) $(BIN)/python -m pytest tests/service/test_kill.py $(ARGS)

lint: $(READY)
	@$(BIN)/ruff format --check --quiet . || { echo "Run: make format"; exit 1; }
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy --no-error-summary
	@out=$$($(BIN)/lint-imports --no-logo 2>&1) || { echo "$$out"; exit 1; }
	@out=$$($(BIN)/deptry . 2>&1) || { echo "$$out"; exit 1; }
	@$(BIN)/codespell
	@$(BIN)/greffe schema --check
	@GREFFE_PORT=8000 $(BIN)/docker-compose -f docker-compose.yml config --quiet
	@$(BIN)/hadolint Dockerfile
	@echo "lint: clean"

format: $(READY) ## Format and apply the linter's safe fixes
	@$(BIN)/ruff format --quiet .
	@$(BIN)/ruff check --fix --quiet .

schema: $(READY) ## Write schema.graphql from the code
	@$(BIN)/greffe schema --output schema.graphql

bench: $(READY) ## Speed, as ratios against peers in one run, under 15 minutes (PARTS="append query" chooses)
	@$(MAKE) -s bench-tools || echo "npm's peers are left out of what follows; the rest is measured all the same."
	@$(BIN)/python -m benchmarks $(PARTS)

bench-tools: $(PEERS:%=%/node_modules/.ready) ## npm's peers of the benchmarks (needs node, npm)

bench-national: $(READY) ## All of France, 470 generated authorities, 10^6 entries (GREFFE_BENCH_ENTRIES); half an hour, 8 GB in GREFFE_BENCH_DIR
	@$(BIN)/python -m benchmarks.national

lock: $(READY) ## Resolve the dependencies anew (needs uv)
	@uv pip compile pyproject.toml --group dev --universal --generate-hashes --no-strip-extras --python-version 3.11 --quiet -o requirements.lock
	@uv pip compile --group conformance --universal --generate-hashes --no-strip-extras --python-version 3.11 --quiet -o $(OTHERS)/requirements.lock

clean: ## Remove the environment and all caches, not the data
	@rm -rf .venv $(OTHERS)/.venv $(OTHERS)/node_modules $(PAGES)/node_modules examples/node/node_modules $(PEERS:%=%/node_modules) .coverage .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

$(READY): requirements.lock pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "Greffe needs Python >= 3.11, and there is no $(PYTHON): install it (Debian: apt-get install python3-venv)."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Greffe needs Python >= 3.11, and $(PYTHON) is $$($(PYTHON) -V 2>&1): run make PYTHON=python3.12 (or newer)."; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "$(PYTHON) has no venv module: install it (Debian: apt-get install python3-venv), then run make again."; exit 1; }
	@echo "Installing into .venv (half a minute, once)"
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear .venv
	@$(BIN)/python -m pip -qq --disable-pip-version-check install --require-hashes -r requirements.lock
	@$(BIN)/python -m pip -qq --disable-pip-version-check install --no-deps --no-build-isolation -e .
	@touch $@
