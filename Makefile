# Each target is one small program in tools/; this file is only the list of commands.
# PYTHON names the interpreter for the virtual environment (3.11 or newer), e.g. make run PYTHON=python3.13
export PYTHON ?= python3

.DEFAULT_GOAL := help
.PHONY: help run dev check test prove lock routes screenshots shape clean

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

run: ## install what is needed, load the demo organisation into an empty database, start the server
	@tools/run

dev: ## the server for work on the product: what is saved is in the browser a moment later
	@tools/environment dev && .venv/bin/python -m tools.dev

check: ## the fast part of the tests: lint, types, import rules, front end, unit tests on SQLite
	@tools/check

test: ## everything that must be green: check, all tests on SQLite and PostgreSQL, browser tests
	@tools/test

prove: ## what takes hours: fuzzing, fifty kills, load, browser walks on PostgreSQL, benchmarks
	@tools/prove

lock: ## compute requirements.lock and requirements-dev.lock again from pyproject.toml
	@tools/lock

routes: ## write the table role × route, docs/permissions.csv, to be reviewed
	@tools/environment dev && .venv/bin/python tools/route_table.py

screenshots: ## take the pictures of the documentation from a running demo
	@tools/screenshots

shape: ## report the sizes of files and functions
	@tools/environment dev && .venv/bin/python -m tools.shape

clean: ## remove what was built or cached here; data and the virtual environment stay
	@tools/clean
