# What the project can do, each from a bare clone on a machine with git, make and Python 3.11 or newer.
# `make` alone lists the targets. .ci/run calls the same ones.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help run test coverage soak check bench pictures clean environment dev-environment chromium python \
	lint types imports migrations smells catalogues

# Ours is the first of these that runs and is new enough; PYTHON=... chooses another.
PYTHON ?= $(shell for python in python3.11 python3.12 python3.13 python3; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
OURS := .venv/bin/python
# The tests' server stands beside the one of `make run`: it may lose data in a power cut, and yours must not.
TESTING = TODOS_LOCALDB_DIR="$${TODOS_LOCALDB_DIR:-$(CURDIR)/var/test}" TODOS_LOCALDB_FAST=1 \
	DJANGO_SETTINGS_MODULE=config.settings.test
WORKERS ?= 2

help:
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 18

run: environment  ## set everything up and serve both sites at http://127.0.0.1:${PORT:-8000}
	@exec $(OURS) manage.py serve $(ARGS)

test: dev-environment chromium  ## the whole test suite, the browser tests too
	$(TESTING) $(OURS) -m pytest -n $(WORKERS) --dist loadgroup $(ARGS)

coverage: dev-environment chromium  ## the whole test suite, with the lines that it never runs: half as long again
	$(TESTING) $(OURS) -m pytest -n $(WORKERS) --dist loadgroup --cov --cov-report=term:skip-covered $(ARGS)

soak: dev-environment  ## every hostile value in every parameter of every public address: half an hour
	TODOS_SOAK=1 $(TESTING) $(OURS) -m pytest -n $(WORKERS) tests/website/test_hostile.py $(ARGS)

check: dev-environment  ## style, types, import contracts, migrations, smells, catalogues; shows all that is wrong
	@$(MAKE) --no-print-directory --keep-going lint types imports migrations smells catalogues

bench: dev-environment  ## the benchmarks, as `name value unit` lines
	@test -d benchmarks || { echo 'make bench: there is no `benchmarks` package in this checkout.' >&2; exit 1; }
	@$(OURS) -m benchmarks $(ARGS)

pictures: dev-environment chromium  ## pictures of every kind of page in var/pictures; needs the site of `make run` at ADDRESS
	$(OURS) -m tests.site.sheets "$${ADDRESS:-http://127.0.0.1:8000}" $(ARGS)

clean:  ## remove var/ (all local data!) and build products; asks first, unless YES=1
	@sh .ci/clean

lint: dev-environment
	$(OURS) -m ruff check .
	$(OURS) -m ruff format --check .

types: dev-environment
	$(TESTING) $(OURS) -m mypy

imports: dev-environment
	.venv/bin/lint-imports

migrations: dev-environment
	$(TESTING) $(OURS) manage.py makemigrations --check --dry-run

smells: dev-environment
	$(OURS) .ci/smells.py

catalogues: dev-environment
	$(OURS) -m config.catalogues

environment: python
	@$(PYTHON) .ci/environment.py requirements.lock

dev-environment: python
	@$(PYTHON) .ci/environment.py requirements-dev.lock

chromium: python
	@$(PYTHON) .ci/chromium.py

python:
	@test -n "$(PYTHON)" || { echo 'Python 3.11 or newer is needed. Run: apt-get install python3.11 python3.11-venv' >&2; exit 1; }
