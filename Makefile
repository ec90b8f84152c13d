# Two commands: `make demo` shows the bot in a browser page, `make test` runs the tests.
# The first run makes .venv and installs; PYTHON names another interpreter (3.11 or newer).
# ARGS goes to the command: make demo ARGS='--port 9000', make test ARGS='-k telegram'.
PYTHON ?= python3
ARGS ?=
PAGES := README.md $(wildcard docs/*.md)
BIN := .venv/bin
INSTALL := $(BIN)/python -m pip install --quiet --constraint constraints.txt

.PHONY: demo run test bench faults lint fix docs screenshots snapshots install clean

demo: install
	$(BIN)/vrijwijzer demo $(ARGS)

run: install
	$(BIN)/vrijwijzer run $(ARGS)

install: .venv/.installed

# A process a core, at most four: each loads the model (1 GB). A module's tests share one.
test: .venv/.installed-dev
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadscope $(ARGS)

# What a question costs, in units of one stock query embedding; some ten minutes.
# make bench ARGS='--sizes 1000 10000 --json bench.json'
bench: .venv/.installed-dev
	$(BIN)/python -m tests.benchmarks $(ARGS)

# The fault catalogue, played: kills, writes that fail, tests; the table goes to docs/faults.md,
# its sum to docs/running.md.
# Half an hour at most. make faults ARGS='--only kills --kills 200 --cases add --seed 7'
faults: .venv/.installed-dev
	$(BIN)/python -m tests.faults --table docs/faults.md $(ARGS)
	$(BIN)/cog -r $(PAGES)

lint: .venv/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/cog --check $(PAGES)

fix: .venv/.installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# What is generated in the pages: the commands from --help, the sum of the faults.
docs: .venv/.installed-dev
	$(BIN)/cog -r $(PAGES)

# The pictures of the demo in the README; needs a Chromium.
screenshots: .venv/.installed-dev
	$(BIN)/python docs/screenshot.py

# Renews tests/snapshots; read what changed before you commit it.
snapshots: .venv/.installed-dev
	SNAPSHOTS=write $(BIN)/python -m pytest -m snapshot $(ARGS)

clean:
	rm -rf .venv

.venv/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "VrijWijzer needs Python 3.11 or newer; name one: make PYTHON=python3.12 …")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade pip
	@touch $@

.venv/.installed: pyproject.toml constraints.txt | .venv/.made
	@echo "Installing VrijWijzer into .venv (once; some minutes, 2 GB on disk with PyTorch)"
	$(INSTALL) --editable .
	@touch $@

.venv/.installed-dev: pyproject.toml constraints.txt | .venv/.installed
	$(INSTALL) --editable '.[dev]'
	@touch $@
