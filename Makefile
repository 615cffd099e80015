# make demo   sets up .venv and codes the sample reports
# make test   sets up .venv and runs all tests
# make check  what CI runs before the tests: lint, format, types, import order
# make bench  measures speed, start-up and memory
# make train  trains the learned coder: make train DATA=folder (see training/README.md)
# make lock   resolves the locked requirements anew (needs uv)
# make clean  removes caches and builds; make distclean also .venv

VENV ?= .venv
export PYTHON
BIN := $(VENV)/bin
RUN_LOCK := requirements.lock
DEV_LOCK := requirements-dev.lock
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet --quiet
INSTALL_SELF := $(PIP) install --no-deps --no-build-isolation --editable .

.PHONY: demo test check bench train lock clean distclean
.DELETE_ON_ERROR:

demo: $(VENV)/installed-run
	@$(BIN)/dragoman code samples --date 2016-08-05 --format table
	@echo "The first record of samples/mokha-port.html as a line of JSON:"
	@$(BIN)/dragoman code samples/mokha-port.html --format jsonl | sed -n 1p

test: $(VENV)/installed-dev
	@$(BIN)/python -m pytest

check: $(VENV)/installed-dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

bench: $(VENV)/installed-run
	@$(BIN)/python benchmarks/speed.py $(ARGS)

train: $(VENV)/installed-run
	@test -n "$(DATA)" || { echo "say where the corpora are: make train DATA=folder" >&2; exit 2; }
	@$(BIN)/python training/train.py "$(DATA)" --out src/dragoman/learned

$(VENV)/created:
	@python=$$(sh .ci/find-python) && echo "making $(VENV) with $$python" && "$$python" -m venv $(VENV)
	@touch $@

$(VENV)/installed-run: $(VENV)/created $(RUN_LOCK) pyproject.toml
	@echo "installing what $(RUN_LOCK) lists"
	@$(PIP) install --require-hashes --requirement $(RUN_LOCK)
	@$(INSTALL_SELF)
	@touch $@

$(VENV)/installed-dev: $(VENV)/created $(DEV_LOCK) pyproject.toml
	@echo "installing what $(DEV_LOCK) lists"
	@$(PIP) install --require-hashes --requirement $(DEV_LOCK)
	@$(INSTALL_SELF)
	@touch $@ $(VENV)/installed-run

LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header pyproject.toml

lock:
	$(LOCK) --group install --output-file $(RUN_LOCK)
	$(LOCK) --group install --group test --group check --constraint $(RUN_LOCK) --output-file $(DEV_LOCK)

clean:
	rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find src tests benchmarks training -name __pycache__ -type d -prune -exec rm -rf {} +

distclean: clean
	rm -rf $(VENV)
