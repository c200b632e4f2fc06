# `make` alone lists what there is. Two variables: PYTHON=python3.12 to choose a Python, ARGS=… for the tools.

BIN := .venv/bin
PY := $(BIN)/python
BASE := .venv/base.stamp
DEV := .venv/dev.stamp
TEXTS := $(patsubst %.po,%.mo,$(wildcard locale/*/LC_MESSAGES/django.po))
STYLES := var/css/bonerisk/site.css
STATIC := var/static/staticfiles.json
CONTENT := rules/content/bone-health

PIP := $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --custom-compile-command "make lock" $(ARGS)
BABEL := $(PY) -m babel.messages.frontend
WORDS := gettext_lazy ngettext_lazy:1,2 pgettext_lazy:1c,2 npgettext_lazy:1c,2,3 problem:2 sentence

.PHONY: help run setup admin test check fix lock bench messages screenshots clean secret dev

help:  ## this list
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile | expand -t 20

run: setup  ## the site at http://127.0.0.1:8000/, or PORT=8001
	@grep -qs '^DEMO=' .env || export DEMO="$${DEMO-true}"; exec $(PY) -m gunicorn

setup: $(BASE) $(TEXTS) $(STATIC)  ## everything that `make run` needs, without starting it
	@$(PY) manage.py migrate --verbosity 0
	@$(PY) manage.py import_rules --if-none $(CONTENT)

admin: setup  ## makes the first member of staff, who may do everything at /en/admin/
	@$(PY) manage.py createsuperuser

test: dev $(TEXTS) $(STATIC)  ## the tests; ARGS="tests/rules -k bmi" for some of them, without coverage
	$(PY) -m pytest $(or $(ARGS),--numprocesses auto --cov --cov-report term)
	$(if $(ARGS),,$(PY) -m tests.postgres --numprocesses auto tests/rules tests/bonerisk tests/studio/publishing tests/clinics/statistics)

check: dev secret $(TEXTS) $(STYLES) var/django.pot  ## everything that is checked without running the site
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(PY) -m tools.sizes
	$(PY) -m tools.locks
	$(PY) -m tools.translations var/django.pot locale
	$(PY) manage.py makemigrations --check
	BASE_URL=https://bonerisk.example DEBUG=false SECRET_KEY=$$($(PY) -c "import secrets; print(secrets.token_hex(50))") \
		$(PY) manage.py check --deploy --fail-level WARNING

fix: dev  ## formats the code and mends what can be mended
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: dev  ## writes requirements/*.txt from pyproject.toml; ARGS=--upgrade for newer versions
	$(COMPILE) --group build -o requirements/build.txt
	$(COMPILE) pyproject.toml -o requirements/base.txt
	$(COMPILE) pyproject.toml --group dev -c requirements/base.txt -o requirements/dev.txt
	$(COMPILE) --group bench -c requirements/dev.txt -o requirements/bench.txt

bench: dev setup  ## measures the speed
	$(PIP) -r requirements/bench.txt
	$(PY) -m benchmarks $(ARGS)

messages: dev var/django.pot  ## brings new texts of code and templates into locale/*/LC_MESSAGES/django.po
	$(BABEL) update -i var/django.pot -d locale -D django --no-fuzzy-matching --ignore-obsolete \
		--ignore-pot-creation-date --width 110

screenshots: dev $(TEXTS) $(STATIC)  ## takes the pictures of the README anew, with the Chromium of this machine
	SCREENSHOTS=docs/screenshots BROWSER_TESTS=required $(PY) -m pytest tests/browser/test_screenshots.py tests/browser/test_studio_pictures.py

clean:  ## takes away what can be made again; keeps .env and the database
	rm -rf .venv var/css var/static var/django.pot .coverage .*_cache .hypothesis $(TEXTS)

# The newest Python that is called by one of these names and new enough; preflight says it if none is.
PYTHON = $(shell for python in python3 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && exit; done; echo python3)

$(PY):
	@command -v $(PYTHON) >/dev/null || { echo "There is no Python: install 3.11 or newer." >&2; exit 1; }
	@$(PYTHON) tools/preflight.py
	@rm -rf .venv
	@$(PYTHON) -m venv .venv

# Python 3.13 dropped a name that durable-rules' C code uses; the new name does the same.
$(BASE): requirements/build.txt requirements/base.txt | $(PY)
	@echo "Installing what the site needs (a minute or two, the first time)"
	@$(PIP) -r requirements/build.txt
	@if $(PY) -c 'import sys; sys.exit(sys.version_info < (3, 13))'; then \
		export CPPFLAGS=-DPyEval_CallObject=PyObject_CallObject; fi; \
		$(PIP) --no-build-isolation -r requirements/base.txt
	@touch $@

dev: $(DEV)
$(DEV): requirements/dev.txt $(BASE)
	@$(PIP) --no-build-isolation -r requirements/dev.txt
	@touch $@

secret: | $(BASE)
	@grep -qs '^SECRET_KEY=.' .env || (umask 077; \
		$(PY) -c 'import secrets; print("SECRET_KEY=" + secrets.token_urlsafe(50))' >> .env)

var:
	@mkdir -p var

%.mo: %.po | $(BASE)
	@$(BABEL) --quiet compile -i $< -o $@

$(STYLES): tools/stylesheet.py $(BASE) $(shell find styles templates questionnaire -name '*.css' -o -name '*.html' \
		-o -name '*.svg' -o -name '*.py')
	@$(PY) -m tools.stylesheet $@

$(STATIC): $(BASE) $(STYLES) $(shell find static -type f 2>/dev/null) | secret var
	@$(PY) manage.py collectstatic --clear --no-input --verbosity 0

var/django.pot: $(DEV) $(shell find bonerisk clinics studio questionnaire rules templates -name '*.py' -o -name '*.html' -o -name '*.txt' -o -name '*.svg') | var
	@$(BABEL) --quiet extract -F pyproject.toml $(addprefix -k ,$(WORDS)) --no-location \
		--project bonerisk -o $@ .
