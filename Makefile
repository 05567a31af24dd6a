# The build's graph. `make` builds the dataset from the seeds, `make test` runs the tests.
.DEFAULT_GOAL := dist
.DELETE_ON_ERROR:
SHELL := /bin/sh

PYTHON   ?= python3
VENV     := .venv
BIN      := $(VENV)/bin
ARTICLES ?= seeds/articles
OUT      ?= dist
# What make runs keeps its bytecode, so that commands start faster ever after.
unexport PYTHONDONTWRITEBYTECODE
# Decisions about single rows: those of the project for its own articles, else your own folder.
CORRECTIONS ?= $(if $(filter seeds/articles,$(ARTICLES)),seeds/corrections)
CORRECTED := $(foreach folder,$(CORRECTIONS),--corrections $(folder))
ERRORS   ?= 0
PIP      := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --no-deps

CODE     := $(shell find build/communique schemas sql seeds/reference -type f ! -name '*.pyc') datapackage.json
INPUTS   := $(shell find $(ARTICLES) $(CORRECTIONS) -type f 2>/dev/null)
BUILT    := $(OUT)/datapackage.json

.PHONY: dist release test check lint types soak bench evaluate profile accept lock clean help

dist: $(BUILT)  ## build the dataset from ARTICLES (seeds/articles) into OUT (dist)

$(BUILT): $(VENV)/.run $(CODE) $(INPUTS)
	$(BIN)/communique build $(ARTICLES) -o $(OUT) $(CORRECTED)

$(VENV)/.run: requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) --require-hashes -r requirements.lock
	$(BIN)/python -c "import pathlib, sysconfig; pathlib.Path(sysconfig.get_path('purelib'), 'communique.pth').write_text(str(pathlib.Path('build').resolve()) + '\n')"
	printf '#!%s\nfrom communique.cli import main\nif __name__ == "__main__":\n    raise SystemExit(main())\n' "$(abspath $(BIN))/python" > $(BIN)/communique
	chmod +x $(BIN)/communique
	touch $@

$(VENV)/.dev: $(VENV)/.run requirements-dev.lock
	$(PIP) --require-hashes -r requirements-dev.lock
	touch $@

release: $(VENV)/.run  ## build ARTICLES anew and publish them as VERSION in releases/
	@test -n "$(VERSION)" || { echo 'make release: say which version: make release VERSION=0.1.0' >&2; exit 2; }
	$(BIN)/communique build $(ARTICLES) -o $(OUT) $(CORRECTED)
	$(BIN)/communique release $(VERSION) --dist $(OUT) --inputs $(ARTICLES) --corrections $(CORRECTIONS) $(RELEASE_FLAGS)

test: $(VENV)/.dev  ## run the tests (two workers)
	$(BIN)/python -m pytest -n 2 -m "not soak"

soak: $(VENV)/.dev  ## run the tests that take longer
	$(BIN)/python -m pytest -m soak

check: lint types test  ## lint, types and tests

lint: $(VENV)/.dev  ## ruff
	$(BIN)/ruff check build/communique tests
	$(BIN)/ruff format --check build/communique tests

types: $(VENV)/.dev  ## mypy --strict
	$(BIN)/mypy --strict

bench: $(VENV)/.dev  ## measure cost, or BENCH="--memory --times N PATH" memory; COMMUNIQUE_PARSER to compare
	PYTHONPATH=build $(BIN)/python tests/bench/measure.py $(BENCH)

evaluate: $(BUILT)  ## score the seeds, and COMMUNIQUE_GOLD (texts/ and gold/ in it) when set
	$(BIN)/communique evaluate $(OUT) --gold seeds/gold --errors $(ERRORS) --clusters
	if [ -n "$(COMMUNIQUE_GOLD)" ]; then \
	  $(BIN)/communique build "$(COMMUNIQUE_GOLD)/texts" -o $(OUT)-gold && \
	  $(BIN)/communique evaluate $(OUT)-gold --gold "$(COMMUNIQUE_GOLD)/gold" --errors $(ERRORS); fi

profile: $(VENV)/.run  ## time the stages of the extractor, also over COMMUNIQUE_GOLD when set
	$(BIN)/communique profile $(ARTICLES) $(if $(COMMUNIQUE_GOLD),"$(COMMUNIQUE_GOLD)/texts")

accept: $(BUILT)  ## keep the figures of this run as the accepted ones
	$(BIN)/communique evaluate $(OUT) --gold seeds/gold --accept

lock: $(VENV)/.dev  ## refresh the lock files from pyproject.toml
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --universal --generate-hashes --no-emit-index-url --no-emit-find-links --python-version 3.11 --custom-compile-command "make lock" --quiet -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml --group dev --universal --generate-hashes --no-emit-index-url --no-emit-find-links --python-version 3.11 --custom-compile-command "make lock" --quiet -c requirements.lock -o requirements-dev.lock

clean:  ## remove what was built, and the environment
	rm -rf $(VENV) $(OUT) $(dir $(OUT)).$(notdir $(OUT)).cache .pytest_cache .mypy_cache .ruff_cache .hypothesis

help:  ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
