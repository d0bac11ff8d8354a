# Everything starts from `make setup`, which every other goal calls by itself.
PYTHON ?= python3
# The CPU build where pip finds one; any torch from 2.6 on will do, for example TORCH="torch --index-url ADDRESS".
TORCH ?= torch==2.13.0
BIN := .venv/bin
# Nothing that a goal runs may depend on the user's own Python settings.
unexport PYTHONPATH PYTHONHOME

.PHONY: help setup lab demo test lint build clean
.DEFAULT_GOAL := help

help:  ## what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

setup: .venv/ready  ## a virtual environment with all that the course needs

.venv/ready: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "The course needs Python 3.11 or newer; name one with: make setup PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check $(TORCH)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@

lab: setup  ## the course in JupyterLab
	$(BIN)/course lab

demo: setup  ## the whole loop on a made-up class: build, release, grade, feedback
	$(BIN)/course demo

test: setup lint  ## everything that is checked
	$(BIN)/course build --check
	$(BIN)/python -m pytest --numprocesses 2

lint: setup
	$(BIN)/ruff check .
	$(BIN)/mypy

build: setup  ## notebooks/ and solutions/ from source/
	$(BIN)/course build

clean:  ## remove what the other goals have made, the virtual environment included
	rm -rf .venv build demo *.egg-info .pytest_cache .ruff_cache .mypy_cache .hypothesis
