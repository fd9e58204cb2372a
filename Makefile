# Everything a newcomer needs: `make demo` and `make test`. They need Python 3.11+, pip and make, nothing else.

PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
OUT ?= out

.PHONY: demo test test-compat check bench bench-quality docs samples clean

demo: $(VENV)/.demo ## speak, clone, mix and convert; leaves files to play in out/demo
	$(BIN)/python examples/demo.py $(OUT)/demo $(CLIP)

test: check ## all tests; the first time the vendors' clients are fetched, and without a network skipped
	$(BIN)/python -m pytest --ignore tests/compat
	$(MAKE) test-compat

test-compat: $(VENV)/.test ## the vendors' own clients, in environments of their own, against a live server
	$(BIN)/python -m scripts.compat_environments
	$(BIN)/python -m pytest tests/compat

check: $(VENV)/.test ## style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/basedpyright

bench: $(VENV)/.test ## speed and memory, as a table
	$(BIN)/python -m bench

bench-quality: $(VENV)/.test ## likeness of clones and conversions; needs clips: make bench-quality CLIPS=folder
	bench/quality/run.sh $(CLIPS)

docs: $(VENV)/.test ## write the parts of docs/ that the program tells about itself
	$(BIN)/python -m scripts.write_docs

samples: $(VENV)/.test ## say the samples of docs/voices.md and draw their pictures
	$(BIN)/python -m scripts.samples

clean: ## everything that can be made again
	rm -rf $(VENV) .venv-compat $(OUT) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

# Debian's python3 may come without ensurepip; virtualenv brings its own.
$(BIN)/python:
	$(PYTHON) -m venv $(VENV) || { $(PYTHON) -m pip install --user virtualenv && $(PYTHON) -m virtualenv $(VENV); }
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'

$(VENV)/.demo: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

$(VENV)/.test: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable '.[all]' --group check
	touch $@
