# `make` alone lists what there is. Everything runs from .venv, made on first use.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help setup demo run test check format lint types imports picture bench crash pin clean

help: ## list the targets
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 10

setup: $(READY) ## make the environment in .venv

$(READY): pyproject.toml constraints.txt
	@PYTHON="$(PYTHON)" VENV="$(VENV)" sh scripts/environment
	@touch $@

demo: $(READY) ## rehearse the sample plan on a page in the browser, no token needed
	@$(BIN)/duban demo

run: $(READY) ## run the bot with config.toml
	@$(BIN)/duban run

test: $(READY) ## run every test
	@$(BIN)/python -m pytest -n auto --cov --cov-report=term:skip-covered --cov-fail-under=100

check: format lint types imports test ## what must hold before a commit

format: $(READY)
	@$(BIN)/ruff format --check .

lint: $(READY)
	@$(BIN)/ruff check .

types: $(READY)
	@$(BIN)/mypy

imports: $(READY)
	@$(BIN)/lint-imports

fix: $(READY) ## format, and mend what can be mended
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

picture: $(READY) ## take the pictures of README again (needs Chromium)
	@$(BIN)/python -m tests.browser.picture

bench: $(READY) ## measure Duban beside the plain way (some minutes)
	@$(BIN)/python -m benchmarks

crash: $(READY) ## kill Duban and the plain way 500 times on each database (long)
	@$(BIN)/python -m benchmarks.crash

pin: $(READY) ## write the installed versions to constraints.txt
	@$(BIN)/python -m pip freeze --exclude-editable > constraints.txt

clean: ## remove the environment and all caches
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage
