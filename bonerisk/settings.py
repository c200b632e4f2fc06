"""The only settings: read from the environment and from `.env` at the project root, the environment first.

SECRET_KEY       signs the form's state and the staff's sessions; required, `make setup` writes one into .env
BASE_URL         the address that visitors see; https turns on the redirect, HSTS and secure cookies
ALLOWED_HOSTS    further host names, separated by commas
DATABASE_URL     sqlite:////path/of/a/file or postgres://user:password@host/name; var/bonerisk.sqlite3 by default
RULES_FOUR_EYES  true where nobody may publish rules that they were the last to edit
DEMO             true where /demo/ shows a made-up clinic's site that embeds the questionnaire
DEBUG            true only on a developer's machine
"""

from pathlib import Path

from environs import Env

from bonerisk import environment

ROOT = Path(__file__).resolve().parent.parent
env = Env()
env.read_env(ROOT / ".env", recurse=False)

SECRET_KEY = environment.secret_key(env)
BASE_URL, _scheme, _host = environment.base_url(env)
LOCAL = ("127.0.0.1", "localhost")
ALLOWED_HOSTS = [_host, *environment.hosts(env)]
if _host in LOCAL:
    ALLOWED_HOSTS += LOCAL
DEBUG = environment.switch(env, "DEBUG")
DEMO = environment.switch(env, "DEMO")
RULES_FOUR_EYES = environment.switch(env, "RULES_FOUR_EYES")

if _scheme == "https":
    # The web server in front ends TLS; it has to set this header itself and drop what a visitor sends in it.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_HSTS_SECONDS = 31_536_000

INSTALLED_APPS = [
    "studio.apps.StudioAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "crispy_forms",
    "crispy_bootstrap5",
    "rules",
    "questionnaire",
    "clinics.apps.ClinicsConfig",
    "studio.apps.StudioConfig",
]
MIDDLEWARE = [
    "bonerisk.headers.SecurityHeaders",
    "django.middleware.gzip.GZipMiddleware",  # no page's length tells a secret (BREACH): Django masks the admin's
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "clinics.framing.Framing",
    "bonerisk.limits.BodyLimits",  # its page is in the visitor's language; nothing above reads a body
    "django.middleware.common.CommonMiddleware",
    # The next four are the admin's. A visitor's page asks nothing of them: no query, no cookie.
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]
SILENCED_SYSTEM_CHECKS = [
    "security.W002",  # bonerisk.headers sends X-Frame-Options
    "security.W005",  # HSTS for a clinic's other subdomains, and
    "security.W021",  # its preloading, are not this site's to decide
]
CSRF_FAILURE_VIEW = "questionnaire.responses.refused"
ROOT_URLCONF = "bonerisk.urls"
WSGI_APPLICATION = "bonerisk.wsgi.application"

DATABASES = {"default": environment.database(env, ROOT / "var" / "bonerisk.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LOGIN_URL = "admin:login"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in {
        "UserAttributeSimilarityValidator": {},
        "MinimumLengthValidator": {"min_length": 12},
        "CommonPasswordValidator": {},
        "NumericPasswordValidator": {},
    }.items()
]
SESSION_COOKIE_AGE = 8 * 60 * 60  # seconds: a working day
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_AGE = None  # gone when the browser is closed
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # no cookie of its own

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
    {  # crispy-forms and the admin
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates" / "django"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
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

# The admin's limits, a rule set to import among them; bonerisk.limits holds visitors to lower ones.
DATA_UPLOAD_MAX_MEMORY_SIZE = FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024  # bytes
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1_000
DATA_UPLOAD_MAX_NUMBER_FILES = 1
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]  # never on the disk

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
