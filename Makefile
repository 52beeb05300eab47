# make site: environment, install, build.  make test: environment, install, browser, all tests.
# Both do their set-up once and are quick the second time.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/pip --quiet --quiet --disable-pip-version-check

.PHONY: site test serve check sbom clean

site: $(VENV)/site.stamp
	@$(BIN)/python build.py

test: $(VENV)/test.stamp
	@$(BIN)/python tests/require_programs.py
	@$(BIN)/python -m pytest -n auto

serve: $(VENV)/site.stamp
	@$(BIN)/python build.py serve

check: $(VENV)/test.stamp
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy

sbom: $(VENV)/site.stamp
	@$(BIN)/python .github/sbom.py

clean:
	rm -rf $(VENV) .newsarchive .mypy_cache .pytest_cache .ruff_cache .hypothesis

$(VENV)/python.stamp:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 이상이 필요합니다 (Python 3.11 or newer is needed)")'
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/site.stamp: requirements.txt $(VENV)/python.stamp
	@echo "필요한 것을 설치합니다 (처음 한 번) …" >&2
	@$(PIP) install --require-hashes -r requirements.txt
	@touch $@

$(VENV)/test.stamp: requirements-dev.txt $(VENV)/python.stamp
	@echo "테스트에 필요한 것을 설치합니다 (처음 한 번) …"
	@$(PIP) install --require-hashes -r requirements-dev.txt
	@touch $@ $(VENV)/site.stamp
