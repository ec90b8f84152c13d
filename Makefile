# Two commands: `make demo` shows the bot in a browser page, `make test` runs the tests.
# The first run makes .venv; PYTHON names another interpreter (3.11 or newer).
PYTHON ?= python3
BIN := .venv/bin
INSTALL := $(BIN)/python -m pip install --quiet --constraint constraints.txt

.PHONY: demo run test lint fix docs install clean

demo: .venv/.installed
	$(BIN)/vrijwijzer demo

run: .venv/.installed
	$(BIN)/vrijwijzer run

install: .venv/.installed

test: .venv/.installed-dev
	$(BIN)/python -m pytest

lint: .venv/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy

fix: .venv/.installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf .venv

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "VrijWijzer needs Python 3.11 or newer; name one: make PYTHON=python3.12 …")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade pip

.venv/.installed: pyproject.toml constraints.txt | .venv/bin/python
	@echo "Installing VrijWijzer into .venv (once; about 1 GB with PyTorch)"
	$(INSTALL) --editable .
	@touch $@

.venv/.installed-dev: pyproject.toml constraints.txt | .venv/.installed
	$(INSTALL) --editable '.[dev]'
	@touch $@
