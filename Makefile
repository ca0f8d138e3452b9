# Every target is one plain Python script, so that Windows runs the same: see "Windows, or no make" in README.md.
PYTHON := $(shell for p in python3.13 python3.12 python3.11 python3 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo $$p; break; }; done)
IN_ENVIRONMENT = $(PYTHON) tools/environment.py

.DEFAULT_GOAL := help
.PHONY: help python course book lab test lint fuzz bench labs lattices molecules atlas binder-check release clean

help:  ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s%s\n", $$1, $$2}' Makefile

python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer was not found: install it (Debian, Ubuntu: sudo apt install" \
	"python3 python3-venv; macOS: brew install python@3.13; or python.org), then run make again." >&2; exit 1; }

course: python  ## make what is missing, build the course, serve it and print its address
	@$(PYTHON) tools/course.py

book: python  ## build the course into _build/html
	@$(PYTHON) tools/book.py

lab: python  ## open the labs in JupyterLab
	@$(PYTHON) tools/lab.py

test: python  ## run every test
	@$(PYTHON) tools/test.py

lint: python  ## check style, types and spelling alone
	@$(IN_ENVIRONMENT) -m pytest tests/frame/test_lint.py

fuzz: python  ## move every explorer's controls 300 times at random, in a real browser
	@KETABRAIN_FUZZ_MOVES=300 $(IN_ENVIRONMENT) -m pytest tests/browser -k fuzz

bench: python  ## measure the course against its budgets
	@$(IN_ENVIRONMENT) tools/bench

lattices: python  ## compute what the explorers show, where it is not cached
	@$(IN_ENVIRONMENT) -m ketabrain.cli lattices

labs: python  ## run every lab and keep its outputs
	@$(IN_ENVIRONMENT) -m ketabrain.cli labs

molecules: python  ## draw the molecules anew and compute their shapes, with RDKit in an environment of its own
	@$(PYTHON) tools/molecules.py

atlas: python  ## make the brain map's meshes and still picture anew, in an environment of its own
	@$(PYTHON) tools/atlas.py

binder-check: python  ## prove Binder's environment: make it afresh, run every lab in it
	@$(PYTHON) tools/binder_check.py

release: python  ## write the whole site as one zip into dist/
	@$(PYTHON) tools/release.py

clean: python  ## remove everything that these commands made
	@$(PYTHON) tools/clean.py
