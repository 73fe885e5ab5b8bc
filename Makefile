VENV := .venv
PYTHON := $(VENV)/bin/python
export DJANGO_SETTINGS_MODULE := config.settings

.PHONY: run test reset bench lock lint format

run: $(VENV)/installed
	@$(PYTHON) -m config.local

test: $(VENV)/installed
	@$(PYTHON) -m config.checks

bench: $(VENV)/installed
	@$(PYTHON) -m bench

reset:
	@rm -rf var && echo "All local data is gone; 'make run' starts afresh."

lint: $(VENV)/installed
	$(VENV)/bin/ruff check . && $(VENV)/bin/ruff format --check . && $(VENV)/bin/mypy .

format: $(VENV)/installed
	$(VENV)/bin/ruff format . && $(VENV)/bin/ruff check --fix .

# Resolves the direct dependencies of pyproject.toml into the two pinned files; run it to take newer versions.
lock: $(VENV)/installed
	$(VENV)/bin/uv pip compile --universal --python-version 3.11 --quiet --upgrade --generate-hashes --no-emit-index-url pyproject.toml -o requirements.txt
	$(VENV)/bin/uv pip compile --universal --python-version 3.11 --quiet --upgrade --generate-hashes --no-emit-index-url pyproject.toml --extra dev -c requirements.txt -o requirements-dev.txt

$(VENV)/installed: requirements-dev.txt
	python3 -m venv $(VENV)
	$(PYTHON) -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@
