# make demo   sets up .venv and codes the sample reports
# make serve  builds the desk and serves the sample reports (or make serve STORE=path)
# make web    builds the desk's pages; make test-web checks and tests their source; make test-browser looks at them in Chromium
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

.PHONY: demo serve web test test-web test-browser check bench train lock clean distclean
.DELETE_ON_ERROR:

demo: $(VENV)/installed-run
	@$(BIN)/dragoman code samples --date 2016-08-05 --format table
	@echo "The first record of samples/mokha-port.html as a line of JSON:"
	@$(BIN)/dragoman code samples/mokha-port.html --format jsonl | sed -n 1p

test: $(VENV)/installed-dev
	@$(BIN)/python -m pytest

PAGES := src/dragoman/web_build/index.html
NPM := npm --prefix web --no-audit --no-fund
STORE ?= build/samples.sqlite

serve: $(VENV)/installed-run $(PAGES)
	@test "$(STORE)" != build/samples.sqlite || { mkdir -p build && $(BIN)/dragoman ingest samples --date 2016-08-05 --store $(STORE); }
	@$(BIN)/dragoman serve --store "$(STORE)" $(ARGS)

web: $(PAGES)

$(PAGES): web/node_modules/.package-lock.json $(shell find web/src web/public web/*.ts web/*.js web/index.html -type f)
	@$(NPM) run build

web/node_modules/.package-lock.json: web/package-lock.json
	@command -v npm >/dev/null || { echo "the desk's pages are built with Node 20 and npm, which are not there" >&2; exit 1; }
	@$(NPM) ci
	@touch $@

test-web: web/node_modules/.package-lock.json
	@$(NPM) run check
	@$(NPM) test

test-browser: $(VENV)/installed-dev $(PAGES)
	@DRAGOMAN_BROWSER=needed $(BIN)/python -m pytest tests/browser

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
	rm -rf build dist src/dragoman/web_build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find src tests benchmarks training -name __pycache__ -type d -prune -exec rm -rf {} +

distclean: clean
	rm -rf $(VENV) web/node_modules
