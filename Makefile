# `make canon` cleans seeds/ into build/; `make test` runs the tests. Both set up .venv first.
# From another makefile: `$(MAKE) -C path/to/this build/NAME.txt`, or include it.

PYTHON ?= python3
SEEDS ?= seeds
BUILD ?= build
JOBS ?= 0

VENV := .venv
BIN := $(VENV)/bin
CORE := $(VENV)/.core
DEV := $(VENV)/.dev
STAMP := $(BUILD)/.stamp

CODE := $(shell find clean -name '*.py')
DOCUMENTS := $(wildcard $(SEEDS)/*.txt)
TEXTS := $(DOCUMENTS:$(SEEDS)/%=$(BUILD)/%)
LOGS := $(TEXTS:.txt=.log.jsonl)
ABSENT := $(filter-out $(wildcard $(BUILD)/*),$(TEXTS) $(LOGS) $(BUILD)/manifest.jsonl)

.DEFAULT_GOAL := canon
.DELETE_ON_ERROR:
.PHONY: canon test check golden bench docs pin tidy again

# Under -j the tools are in place before the run starts, never while it runs.
canon: $(CORE) $(if $(filter test check bench docs,$(MAKECMDGOALS)),$(DEV)) ## clean the seeds into build/
	@if $(MAKE) -q --no-print-directory $(STAMP); \
	then echo "$(BUILD)/ is up to date: $(words $(DOCUMENTS)) documents"; \
	else $(MAKE) --no-print-directory $(STAMP); fi

# One run cleans every document; a text that did not change keeps its time, so what
# depends on it is not made again.
$(STAMP): $(DOCUMENTS) $(CODE) $(CORE) $(if $(ABSENT),again)
	@$(BIN)/clean run $(SEEDS) -o $(BUILD) --jobs $(JOBS)
	@touch $@

$(BUILD)/%.txt $(BUILD)/%.log.jsonl: $(STAMP) ;

$(BUILD)/manifest.jsonl: $(STAMP) ;

test: $(DEV) ## run the tests
	$(BIN)/python -m pytest -q

check: $(DEV) ## lint, types, tests with coverage
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -q --cov --cov-report=term

golden: $(CORE) ## write fixtures/ anew from the seeds; read the difference before you commit it
	@for seed in $(DOCUMENTS); do \
	name=fixtures/$$(basename $$seed | cut -c1-3); echo "$$seed -> $$name.txt"; \
	$(BIN)/clean run - --log $$name.log.jsonl < $$seed > $$name.txt || exit 1; done
	PYTHONPATH=. $(BIN)/python tests/write_parts.py
	@git --no-pager diff --stat -- fixtures 2>/dev/null || true

bench: $(DEV) ## measure speed and quality
	$(BIN)/python -m bench

docs: $(DEV) ## write the pages of the rules and of the configuration anew
	$(BIN)/python docs/rulebook.py
	$(BIN)/python docs/configuration.py

pin: ## write constraints.txt anew from the newest versions that fit
	rm -rf $(VENV)
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install -q hatchling editables
	$(BIN)/pip install -q --no-build-isolation -e '.[dev,html]'
	echo '# Exact versions of everything the Makefile installs; written by `make pin`.' > constraints.txt
	$(BIN)/pip freeze --exclude-editable >> constraints.txt
	touch $(CORE) $(DEV)

tidy: ## remove what make made
	rm -rf $(BUILD) $(VENV) .clean_cache .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage .coverage.*

$(CORE): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	|| { echo "Python 3.11 or newer is needed: make PYTHON=python3.12" >&2; exit 1; }
	@test -x $(BIN)/pip || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install -q -c constraints.txt hatchling editables
	$(BIN)/pip install -q -c constraints.txt --no-build-isolation -e .
	@touch $@

$(DEV): $(CORE)
	$(BIN)/pip install -q -c constraints.txt --no-build-isolation -e '.[dev,html]'
	@touch $@
