"""The only settings: read from the environment and from `.env` at the project root, the environment first.

SECRET_KEY     signs the form's state; required, `make setup` writes one into .env
BASE_URL       the address that visitors see; https turns on the redirect, HSTS and secure cookies
ALLOWED_HOSTS  further host names, separated by commas
DATABASE_PATH  the SQLite file
DEBUG          true only on a developer's machine
"""

from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from environs import Env

ROOT = Path(__file__).resolve().parent.parent
env = Env()
env.read_env(ROOT / ".env", recurse=False)

SECRET_KEY = env.str("SECRET_KEY", "")
if not SECRET_KEY:
    raise ImproperlyConfigured("SECRET_KEY is missing: `make setup` writes one into .env.")

BASE_URL = env.str("BASE_URL", "http://127.0.0.1:8000").rstrip("/")
_address = urlsplit(BASE_URL)
if _address.scheme not in {"http", "https"} or not _address.hostname or BASE_URL.count("/") != 2:
    raise ImproperlyConfigured(
        f"BASE_URL is “{BASE_URL}”: write the site's address without a path, such as https://bones.example."
    )
LOCAL = ("127.0.0.1", "localhost")
ALLOWED_HOSTS = [_address.hostname, *env.list("ALLOWED_HOSTS", [])]
if _address.hostname in LOCAL:
    ALLOWED_HOSTS += LOCAL

DEBUG = env.bool("DEBUG", False)

if _address.scheme == "https":
    # The web server in front ends TLS; it has to set this header itself and drop what a visitor sends in it.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_HSTS_SECONDS = 31_536_000

INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "crispy_forms",
    "crispy_bootstrap5",
    "rules",
    "questionnaire",
]
MIDDLEWARE = [
    "bonerisk.headers.SecurityHeaders",
    "django.middleware.gzip.GZipMiddleware",  # no secret stands on a page that its length could tell (BREACH)
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
]
SILENCED_SYSTEM_CHECKS = [
    "security.W002",  # bonerisk.headers sends X-Frame-Options
    "security.W005",  # HSTS for a clinic's other subdomains, and
    "security.W021",  # its preloading, are not this site's to decide
]
CSRF_FAILURE_VIEW = "questionnaire.responses.refused"
ROOT_URLCONF = "bonerisk.urls"
WSGI_APPLICATION = "bonerisk.wsgi.application"

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": env.path("DATABASE_PATH", ROOT / "var" / "bonerisk.sqlite3"),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",  # a writer waits for its turn at the start, not in the middle
            "timeout": 2,  # seconds
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL",
        },
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("fr", "Français"), ("nl", "Nederlands")]
LOCALE_PATHS = [ROOT / "locale"]
TIME_ZONE = "Europe/Brussels"
USE_TZ = True

TEMPLATES = [
    *(  # the visitor's pages: an engine for each language
        {
            "BACKEND": "django.template.backends.jinja2.Jinja2",
            "NAME": code,
            "DIRS": [ROOT / "templates" / "jinja2"],
            "OPTIONS": {"environment": "bonerisk.jinja.environment", "language": code},
        }
        for code, _ in LANGUAGES
    ),
    {  # crispy-forms
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates" / "django"],
        "APP_DIRS": True,
    },
]
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"

STATIC_URL = "/static/"
STATIC_ROOT = ROOT / "var" / "static"
STATICFILES_DIRS = [ROOT / "static", ROOT / "var" / "css"]  # the latter from tools/stylesheet.py
STORAGES = {
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024  # bytes; a complete set of answers takes about 2 kB
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
DATA_UPLOAD_MAX_NUMBER_FILES = 0
FILE_UPLOAD_HANDLERS: list[str] = []

DEFAULT_EXCEPTION_REPORTER = "bonerisk.logs.ReportWithoutAnswers"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "bonerisk.logs.WithoutAnswers",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING"},  # replaces Django's own handlers, e-mail among them
        "django.request": {"level": "ERROR"},  # a page that is not there is no fault of the site
        "gunicorn.http.wsgi": {"level": "ERROR"},  # it drops the body of an answer to HEAD, as it should
        "django.security": {"level": "CRITICAL"},  # nor is a scanner's invented host name or oversized form
    },
}
