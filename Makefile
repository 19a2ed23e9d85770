# Two commands do everything on a fresh machine: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
DEV_STAMP := $(VENV)/.installed-dev
BENCH_STAMP := $(VENV)/.installed-bench

# Tests start many processes; each would compile everything anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev demo test check format coverage service interop postgres browser core bench clean

help: ## list the commands
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(STAMP): requirements/web.txt pyproject.toml | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/web.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV_STAMP): requirements/dev.txt $(STAMP)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

$(BENCH_STAMP): requirements/bench.txt $(DEV_STAMP)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bench.txt
	@touch $@

setup: $(STAMP) ## make .venv with the command `hocba`

setup-dev: $(DEV_STAMP)

demo: setup ## the school's site with the sample school on http://localhost:8000, accounts printed (Ctrl+C stops)
	$(BIN)/hocba demo --data out $(DEMO_OPTIONS)

check: setup-dev ## format, lint, types, layers, generated files
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tools/build_regulation_map.py --check
	$(BIN)/python tools/build_permissions.py --check
	$(BIN)/python tools/build_vectors.py --check

test: check ## all tests that need no external service
	$(BIN)/pytest -n auto --dist worksteal -m "not service and not browser and not postgres"
	@echo "Skipped: tests of real services (SoftHSM2, Redis, SeaweedFS, xmlsec1, pdfsig, qpdf, Java, PostgreSQL, Chromium). Run them with: make service interop postgres browser core"

service: setup-dev ## tests against real programs (SoftHSM2, Redis, SeaweedFS, CSC service, xmlsec1, pdfsig, qpdf)
	$(BIN)/pytest -n 2 -m service --ignore=tests/interop

interop: setup-dev ## issued files against xmlsec1, pdfsig, qpdf, EU DSS and veraPDF
	$(BIN)/pytest -m service tests/interop

postgres: setup-dev ## the web tests on a PostgreSQL server of their own (Debian's postgresql)
	tools/with_postgres $(BIN)/pytest -n 2 --dist worksteal -m "not browser and not slow" tests/web

browser: setup-dev ## the journeys in Debian's Chromium
	$(BIN)/pytest -n 2 --dist worksteal -m browser tests

core: ## core and command line without the web part: a bare installation, then their tests
	$(PYTHON) -m venv .venv-core
	.venv-core/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/base.txt
	.venv-core/bin/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	rm -rf build/core-demo
	.venv-core/bin/hocba demo --data build/core-demo --no-serve
	$(MAKE) setup-dev
	HOCBA_WITHOUT_WEB=1 $(BIN)/pytest -n auto -p no:django -m "not service and not browser" --ignore=tests/architecture/web tests/core tests/architecture

coverage: setup-dev ## branch coverage of the parts that carry the law and the signatures
	$(BIN)/coverage erase
	$(BIN)/pytest -n auto -m "not service" --cov=hocba --cov-branch --cov-report= \
		tests/core/regulation tests/core/signing tests/core/verification \
		tests/core/transparency tests/core/handover tests/core/exchange tests/core/papers
	$(BIN)/coverage report --include='*/regulation/*,*/signing/*,*/verification/*' --skip-covered --fail-under=95

bench: $(BENCH_STAMP) ## our figures beside the peers', in one run
	if [ -d /usr/lib/postgresql ]; then HOCBA_PG_OPTIONS="-c shared_buffers=512MB -c max_wal_size=4GB" tools/with_postgres $(BIN)/hocba bench; else $(BIN)/hocba bench; fi

format: setup-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf out build dist .venv-core .mypy_cache .ruff_cache .import_linter_cache .coverage*
