# Plain `make` lists the targets. Everything is set up on first use; Python 3.11 or newer is all that is needed.
PYTHON ?= python3
BIN := .venv/bin
HOST ?= 127.0.0.1
PORT ?= 8000
WORKERS ?= 3
READY := .venv/.ready
# Compiled modules are kept even where the environment forbids it: a dozen processes start from them in one run.
export PYTHONDONTWRITEBYTECODE :=
CATALOGUES := $(wildcard core/translations/*/LC_MESSAGES/messages.po)
# Compiled once, not by each of a run's processes, nor at each start of a server that may not write beside its code.
COMPILE = $(BIN)/python -m compileall -q app.py core importers inventory migrations mobilization reports

.DEFAULT_GOAL := help
.PHONY: help setup run test test-fast lint format bench bench-nation bench-load lock pictures translate clean

help: ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 14

$(READY): requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

core/translations/.ready: $(CATALOGUES) | $(READY)
	@$(BIN)/pybabel -q compile -d core/translations
	@touch $@

setup: $(READY) core/translations/.ready ## set up only, for a server that systemd starts
	@$(COMPILE)

run: $(READY) core/translations/.ready ## set up, load the demo into an empty database, serve on 127.0.0.1:8000
	@$(BIN)/flask db upgrade
	@$(BIN)/flask demo load --if-empty
	@$(BIN)/flask serve --host $(HOST) --port $(PORT)

test: $(READY) core/translations/.ready ## set up, check the house rules and run every test
	@$(COMPILE)
	@$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal

test-fast: $(READY) core/translations/.ready ## the same without browser tests
	@$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal -m "not browser"

lint: $(READY) ## ruff, mypy --strict, djlint, import-linter
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .
	@$(BIN)/lint-imports
	@$(BIN)/mypy
	@$(BIN)/djlint --quiet --lint templates

format: $(READY) ## lay out Python files
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

bench: $(READY) ## time the planner, the reading of spreadsheets, the long lists and the yearly workbook beside what they are measured by
	@$(BIN)/python -m tests.bench.plan commune province short substitutes
	@$(BIN)/python -m tests.bench.plan_rows commune province
	@$(BIN)/python -m tests.bench.importing
	@$(BIN)/python -m tests.bench.pages
	@$(BIN)/python -m tests.bench.api
	@$(BIN)/python -m tests.bench.weights
	@$(BIN)/python -m tests.bench.annual
	@for what in chain backup kill; do $(BIN)/python -m tests.bench.upkeep $$what; done

bench-nation: $(READY) ## the planner and the long lists on a made nation of 3,321 communes; takes half an hour
	@$(BIN)/python -m tests.bench.plan nation --rounds 1
	@$(BIN)/python -m tests.bench.plan_rows nation --rounds 1
	@$(BIN)/python -m tests.bench.pages postgresql --nation --movements 0

bench-load: $(READY) ## many posts at once over HTTP, lost replies, killed servers; this machine only
	@$(BIN)/python -m tests.bench.load --database postgresql

pictures: $(READY) core/translations/.ready ## take the pictures of the README and the guide anew from the demo (needs chromium)
	@$(BIN)/python -m tests.bench.pictures

translate: $(READY) ## gather new sentences into the English catalogue
	@$(BIN)/pybabel -q extract -F core/translations/babel.cfg --no-location --sort-output -k lazy_gettext -k _l -k _t -k counted:1,1 -o core/translations/messages.pot .
	@$(BIN)/pybabel -q update -i core/translations/messages.pot -d core/translations -l en --no-fuzzy-matching -w 110
	@rm core/translations/messages.pot

lock: ## pin every dependency with its hash (needs uv)
	uv pip compile pyproject.toml --extra dev --extra postgres --universal --python-version 3.11 \
	  --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links -o requirements.lock

clean: ## remove what was set up, keep the database
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache core/translations/.ready
