# `make run` and `make test` need only git, make and Python 3.11 or newer; everything else is installed into .venv.
VENV := .venv
PYTHON := $(VENV)/bin/python
BASE_PYTHON ?= python3
export DJANGO_SETTINGS_MODULE := config.settings
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: run test reset bench lint format lock superuser

run: $(VENV)/installed
	@$(PYTHON) -m config.local

test: $(VENV)/installed
	@$(PYTHON) -m config.checks

bench: $(VENV)/installed
	@$(PYTHON) -m bench $(if $(PEERS),--peers $(PEERS))

reset:
	@! kill -0 "$$(head -n 1 var/postgresql/postmaster.pid 2>/dev/null)" 2>/dev/null || { echo "Stop 'make run' first."; exit 1; }
	@rm -rf var && echo "All local data is gone; 'make run' starts afresh."

# The first admin of a database that has no demo people.
superuser: $(VENV)/installed
	@$(PYTHON) -m config.local createsuperuser

lint: $(VENV)/installed
	@$(PYTHON) -m config.checks lint format types

format: $(VENV)/installed
	$(PYTHON) -m ruff check --fix . ; $(PYTHON) -m ruff format .

# Resolves the direct dependencies of pyproject.toml into the two pinned files; run it to take newer versions.
lock: $(VENV)/installed
	$(VENV)/bin/uv pip compile --universal --python-version 3.11 --quiet --upgrade --generate-hashes --no-emit-index-url pyproject.toml -o requirements.txt
	$(VENV)/bin/uv pip compile --universal --python-version 3.11 --quiet --upgrade --generate-hashes --no-emit-index-url pyproject.toml --extra dev -c requirements.txt -o requirements-dev.txt

$(VENV)/installed: requirements-dev.txt
	@$(BASE_PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Tutorline needs Python 3.11 or newer; '$(BASE_PYTHON)' is older. Try: make BASE_PYTHON=python3.12 run"; exit 1; }
	@echo "Installing into $(VENV), once; this takes a minute or two ..."
	@$(BASE_PYTHON) -m venv $(VENV) || \
	  { echo "Python cannot make virtual environments here. On Debian and Ubuntu: apt-get install python3-venv"; exit 1; }
	@$(PYTHON) -m pip install --quiet --quiet --requirement requirements-dev.txt
	@touch $@
