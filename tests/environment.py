"""The tests' environment, loaded before the settings, so that no test depends on somebody's `.env`."""

import os

os.environ.update(
    SECRET_KEY="only-for-the-tests-" + "x" * 50,
    BASE_URL="http://127.0.0.1:8000",
    ALLOWED_HOSTS="testserver",
    PORT="",
    DEBUG="false",
    DEMO="false",
    DATABASE_PATH="",
    DATABASE_URL=os.environ.get(
        "TEST_DATABASE_URL", ""
    ),  # from tests/postgres.py; SQLite in memory without it
    RULES_FOUR_EYES="false",
)
