# Every chore has one name here; `make` alone lists them.
.DEFAULT_GOAL := help
.PHONY: help run test check bench shots build lock clean
PYTHON ?= python3
export PYTHON
py := .venv/bin/python
# Tests of the real window bring a screen of their own; all others need none.
screen := xvfb-run -a -s "-screen 0 1920x1080x24"

help: ## list the chores
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 16

run: ## set up, then open OnRecord on the sample article (with no screen: do the same job at the command line)
	@tools/setup.sh run
	@tools/run.sh

test: ## set up, then lint, types, import contracts and every test
	@tools/setup.sh test
	@$(MAKE) --no-print-directory check
	QT_QPA_PLATFORM=offscreen $(py) -m pytest -q -n 2 -m "not screen and not built"
	$(screen) $(py) -m pytest -q -m screen

check: ## lint (ruff), types (mypy) and import contracts (import-linter)
	@tools/setup.sh test
	$(py) -m ruff check .
	$(py) -m ruff format --check .
	$(py) -m mypy
	.venv/bin/lint-imports

bench: ## measure speed, as ratios against a peer in the same run
	@tools/setup.sh test
	@for f in tests/bench/bench_*.py; do echo "== $$f"; $(screen) $(py) -m tests.bench.$$(basename $$f .py) || exit 1; done

shots: ## pictures of every screen and dialog, both schemes, two sizes, text at 100 and 200 %, into .shots/
	@tools/setup.sh test
	$(screen) $(py) -m tools.shots .shots

build: ## the one-folder program, into dist/onrecord
	@tools/setup.sh build
	$(py) -m PyInstaller --noconfirm --log-level WARN build.spec

lock: ## renew requirements.lock and requirements-dev.lock from pyproject.toml (needs uv)
	uv pip compile pyproject.toml --universal --generate-hashes --no-header --python-version 3.11 -q -o requirements.lock
	uv pip compile pyproject.toml --extra dev -c requirements.lock --universal --generate-hashes --no-header \
		--python-version 3.11 -q -o requirements-dev.lock

clean: ## remove what the chores made
	rm -rf .venv build dist .shots out .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
