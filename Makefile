# Each command sets up what it needs. `make report` and `make test` are all that a newcomer needs.
PYTHON ?= python3
BIN := .venv/bin
CLAIMLINE := $(BIN)/python -m analysis

.PHONY: report test check score train notebooks lab lock clean
.DEFAULT_GOAL := report

report: .venv/ready ## analyse data/documents and write reports/example
	$(CLAIMLINE) report data/documents --out reports/example --title "Claimline example: two articles"

test: .venv/ready-for-tests ## everything: unit tests, notebooks, the whole way, the report in a browser
	$(BIN)/python -m pytest --nbval notebooks tests -n 2 --dist loadfile

check: .venv/ready-for-tests ## style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

score: .venv/ready ## how far the example is from its gold tables; with EVAL=folder, the benchmarks on the texts in it
	$(CLAIMLINE) report data/documents --out reports/gold -p assume_published 2024-05-30 --quiet
	$(CLAIMLINE) score reports/gold data/gold
ifdef EVAL
	$(BIN)/python tests/benchmarks/pages.py $(EVAL) --analyse
	$(BIN)/python tests/benchmarks/blocks.py $(EVAL)
	$(BIN)/python tests/benchmarks/claims.py $(EVAL)
	$(BIN)/python tests/benchmarks/actors.py $(EVAL)
	$(BIN)/python tests/benchmarks/folds.py $(EVAL)
	$(BIN)/python tests/benchmarks/timeline.py $(EVAL)
	$(BIN)/python tests/benchmarks/events.py $(EVAL)
endif

train: .venv/ready-for-tests ## learn the models in analysis/weights anew from the data in the folder DATA
	@test -n "$(DATA)" || { echo "make train DATA=folder: the folder that holds claims/polnear_train.jsonl (data/README.md)"; exit 2; }
	$(BIN)/python -m analysis.training $(DATA)

notebooks: .venv/ready ## run the committed notebooks again, after a change that they should show
	$(CLAIMLINE) refresh

lab: .venv-lab/ready ## JupyterLab on the notebooks, in an environment of its own: it slows the others down
	.venv-lab/bin/jupyter lab notebooks

lock: .venv/ready-for-tests ## choose versions anew: exact, with hashes, without addresses
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --extra build --extra formats $(LOCK) -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml --extra build --extra formats --extra test -c requirements.lock $(LOCK) -o requirements-test.lock
	$(BIN)/uv pip compile pyproject.toml --extra build --extra formats --extra lab -c requirements.lock $(LOCK) -o requirements-lab.lock
LOCK := --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --upgrade

clean:
	rm -rf .venv .venv-lab .mypy_cache .pytest_cache .ruff_cache build dist

# pip compiles to bytecode as it installs; without it every start is slower.
define install
	$(PYTHON) -m venv $(1)
	$(1)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(2)
	$(1)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-index --no-build-isolation -e .
	touch $@
endef

.venv/ready: requirements.lock pyproject.toml
	$(call install,.venv,$<)

.venv/ready-for-tests: requirements-test.lock .venv/ready
	$(call install,.venv,$<)

.venv-lab/ready: requirements-lab.lock pyproject.toml
	$(call install,.venv-lab,$<)
