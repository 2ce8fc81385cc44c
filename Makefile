# Svodka: every job a person or CI runs. `make help` lists them.
PYTHON ?= python3
GOLD   ?= dev.jsonl
VENV   := .venv
BIN    := $(VENV)/bin
COMPILE := $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-annotate --custom-compile-command "make lock" --python-version 3.11
.DEFAULT_GOAL := help
.PHONY: help run demo test check format orders bench eval lock

help: ## list the jobs
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(VENV)/.run: requirements.lock
	@command -v $(PYTHON) >/dev/null || { echo "Svodka needs Python 3.11 or newer: '$(PYTHON)' was not found. Set PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Svodka needs Python 3.11 or newer; '$(PYTHON)' is older. Set PYTHON=/path/to/python3.11"; exit 1; }
	@echo "Installing what Svodka needs into $(VENV) (once, about a minute) ..."
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.run
	@echo "Installing the tools for tests and checks into $(VENV) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

run: $(VENV)/.run ## poll the real sources; alerts go to Telegram, or to this terminal without a token
	@$(BIN)/python -m bot run

demo: $(VENV)/.run ## play a recorded night through the whole pipeline, then take commands
	@$(BIN)/python -m bot demo

test: $(VENV)/.dev ## run all tests (SQLite, PostgreSQL and loopback servers included)
	@$(BIN)/python -m pytest -n auto --dist worksteal

check: $(VENV)/.dev ## format, lint, types, import floors, data files
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m bot check

format: $(VENV)/.dev ## let ruff put the code in order
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

orders: $(VENV)/.dev ## shuffle a recorded night 200 times; NIGHTS="a.jsonl b.jsonl" for others than the demo's
	@$(BIN)/python -m tests.orders $(NIGHTS)

$(VENV)/.bench: requirements-bench.lock $(VENV)/.dev
	@echo "Installing the peers that are measured beside Svodka into $(VENV) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.lock
	@touch $@

bench: $(VENV)/.bench ## measure against named peers, as ratios of one run
	@$(BIN)/python -m tests.benchmarks

eval: $(VENV)/.run ## score extraction on a gold file: SVODKA_EVAL=folder with score.py, GOLD=its file (dev.jsonl)
	@test -f "$(SVODKA_EVAL)/$(GOLD)" || { echo "Set SVODKA_EVAL to a folder that holds $(GOLD) and score.py"; exit 1; }
	@mkdir -p var && $(BIN)/python -m bot extract "$(SVODKA_EVAL)/$(GOLD)" > var/eval.jsonl
	@$(BIN)/python "$(SVODKA_EVAL)/score.py" "$(SVODKA_EVAL)/$(GOLD)" var/eval.jsonl

lock: $(VENV)/.dev ## write the locks anew from pyproject.toml, with hashes and no index address
	@$(COMPILE) pyproject.toml -o requirements.lock
	@$(COMPILE) --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock
	@$(COMPILE) --extra bench -c requirements-dev.lock pyproject.toml -o requirements-bench.lock
