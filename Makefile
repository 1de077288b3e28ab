# Every target works in a fresh clone with nothing installed but Python 3.11 or later: the first one asked for makes .venv.
# What each does by hand, for whoever has no make, stands in README.md.
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
READY := .venv/.ready

.DEFAULT_GOAL := help
.PHONY: book pdf site test unit check bench bench-runs bench-extraction lab serve lock clean help

book: $(READY)  ## run what is stale and compile the book; prints where its front page is
	@$(BIN)/dyadbook book

pdf: $(READY)  ## the book, and the whole of it as one PDF; prints where both are
	@$(BIN)/dyadbook book --pdf

site: book  ## a folder and a zip that any static host takes (BASE=https://host/path/ for a sitemap)
	@$(BIN)/dyadbook site $(if $(BASE),--base "$(BASE)")

test: $(READY)  ## every test, those that build a whole book included
	$(BIN)/python -m pytest -n auto --dist loadfile

unit: $(READY)  ## the quick tests: about a minute
	$(BIN)/python -m pytest -n auto --dist loadfile -m "not slow and not browser"

check: $(READY)  ## everything that can be wrong with seeds, notebooks and prose, all at once
	@$(BIN)/dyadbook check

bench: $(READY)  ## time and peak memory of a cold and of an unchanged book, and what takes them
	@$(BIN)/python benchmarks/book.py

bench-runs: $(READY)  ## what it costs to run notebooks: overhead of a kernel, many runs, forked and stock
	@$(BIN)/python benchmarks/runs.py

bench-extraction: $(READY)  ## how well and how fast facts are extracted
	@$(BIN)/python benchmarks/extraction.py

lab: $(READY)  ## open the notebooks in JupyterLab
	$(BIN)/jupyter lab notebooks

serve: book  ## read the book in a browser at http://localhost:8000 (PORT=8001 for another port)
	@echo "http://localhost:$(PORT)   (Ctrl-C ends it)"
	@$(BIN)/python -m http.server $(PORT) --bind 127.0.0.1 --directory book/_build/html

lock: $(READY)  ## after a change of dependencies in pyproject.toml: pin them again (needs uv and a network)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q \
	    -o requirements.lock pyproject.toml
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q \
	    --extra dev -c requirements.lock -o requirements-dev.lock pyproject.toml
	$(BIN)/python .ci/pins.py

clean:  ## remove what make has made, .venv excepted: runs, the built book, the site, caches
	rm -rf runs dist book/_run book/_build .pytest_cache .ruff_cache .hypothesis
	find src tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

help:  ## this list
	@sed -nE 's/^([a-z-]+):.*  ## (.*)/  make \1\t\2/p' Makefile | expand -t 26

# Hashes are required of every package, so what is installed is what was tested; this package itself comes from here.
$(READY): requirements-dev.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	    { echo "Python 3.11 or later is needed; name one with: make PYTHON=python3.12"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv || \
	    { rm -rf .venv; echo "This Python cannot make virtual environments; on Debian or Ubuntu: apt install python3-venv"; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(READY)
