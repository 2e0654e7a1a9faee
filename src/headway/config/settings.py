"""Settings of an installation. Everything that differs between installations comes from the environment.

``HEADWAY_HOME`` holds what the installation owns: the secret, the database, uploads, compiled kernels.
"""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import platformdirs
from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from headway.common import sqlite
from headway.common.hosts import is_this_machine
from headway.formats.budget import MEGABYTE

sqlite.swap()

PACKAGE = Path(__file__).resolve().parent.parent
HOME = Path(os.environ.get("HEADWAY_HOME") or platformdirs.user_data_dir("headway"))


def _flag(name: str, *, default: bool = False) -> bool:
    return os.environ.get(name, "1" if default else "0").lower() in {"1", "true", "yes", "on"}


def _list(name: str, default: str = "") -> list[str]:
    return [item.strip() for item in os.environ.get(name, default).split(",") if item.strip()]


def _proxies() -> int:
    """How many proxies stand in front: ``HEADWAY_TRUST_PROXY`` is their number, or a flag for one."""
    given = os.environ.get("HEADWAY_TRUST_PROXY", "0")
    return int(given) if given.isascii() and given.isdigit() else int(_flag("HEADWAY_TRUST_PROXY"))


def _secret() -> str:
    """The installation's secret: made on first start, readable by its owner only."""
    given = os.environ.get("HEADWAY_SECRET_KEY")
    if given:
        return given
    path = HOME / "secret"
    if not path.exists():
        HOME.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(50))
    return path.read_text().strip()


def _database() -> dict[str, Any]:
    """SQLite in the home folder, or PostgreSQL where ``HEADWAY_DATABASE`` and the PG… variables say so."""
    if os.environ.get("HEADWAY_DATABASE", "sqlite") == "postgres":
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": os.environ.get("PGDATABASE", "headway"),
            "USER": os.environ.get("PGUSER", ""),
            "PASSWORD": os.environ.get("PGPASSWORD", ""),
            "HOST": os.environ.get("PGHOST", ""),
            "PORT": os.environ.get("PGPORT", ""),
            "CONN_MAX_AGE": 600,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": {"options": "-c max_parallel_workers_per_gather=0 -c jit=off"},
        }
    pragmas = (
        f"PRAGMA journal_mode={sqlite.journal_mode()};PRAGMA synchronous=FULL;PRAGMA cache_size=-65536;"
        "PRAGMA temp_store=MEMORY;PRAGMA journal_size_limit=67108864;"
    )
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": os.environ.get("HEADWAY_SQLITE", str(HOME / "headway.sqlite3")),
        "CONN_MAX_AGE": 600,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": pragmas},
    }


DEBUG = _flag("HEADWAY_DEBUG")
SECRET_KEY = _secret()
ALLOWED_HOSTS = _list("HEADWAY_HOSTS", "localhost,127.0.0.1,[::1]")
DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "headway.common.jobs",
    "headway.common.journal",
    "headway.organisation",
    "headway.collaboration",
    "headway.governance.strategy",
    "headway.project.lifecycle",
    "headway.project.charter",
    "headway.project.schedule",
    "headway.project.team",
    "headway.project.baseline",
    "headway.project.health",
    "headway.project.control",
    "headway.project.story",
    "headway.project.cockpit",
    "headway.office.portfolio",
    "headway.exchange",
    "headway.demo",
    "headway.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",  # around all that may refuse or fail: their pages have a policy too
    "headway.common.http.middleware.PlainRedirects",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "headway.common.http.middleware.NoNulInAddress",
    "headway.common.http.middleware.SpokenTypes",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "headway.common.http.middleware.BodiesOfStrangers",
    "headway.organisation.middleware.ActorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "headway.organisation.middleware.DeclaredRoutes",
]

ROOT_URLCONF = "headway.config.urls"
WSGI_APPLICATION = "headway.config.wsgi.application"
HEADWAY_WIRING = "headway.config.wiring"
HEADWAY_API_PREFIX = "/api/v1/"
HEADWAY_FOREIGN_ROUTES = [
    (r"^/accounts/", "anyone", "sign-in, sign-out and password pages of django-allauth check for themselves"),
    (r"^/static/", "anyone", "built files without content of anybody"),
    (r"^/i18n/", "anyone", "the choice of language"),
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "headway.web.navigation.shell",
                "headway.organisation.signin.forgotten_password",
            ],
        },
    }
]

# Sign-in. Argon2 at OWASP's 19 MiB: Django's default of 100 MiB lets ten logins at once take a gigabyte.
AUTH_USER_MODEL = "organisation.User"
AUTHENTICATION_BACKENDS = [
    "headway.demo.signin.DemoPassword",  # lets nobody in, and stops the demo's password where it is none
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["headway.organisation.hashers.Argon2Small"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
ACCOUNT_ADAPTER = "headway.organisation.signin.AccountAdapter"
ACCOUNT_FORMS = {"login": "headway.organisation.signin.SignInForm"}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/5m/key"}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/"
PASSWORD_RESET_TIMEOUT = 3600
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # an address that nobody has gets no mail

# Mail, where a server is named. Without one nobody is offered what would need it.
_MAIL = urlsplit(os.environ.get("HEADWAY_EMAIL_URL", ""))
_MAIL_PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
if _MAIL.scheme not in {"", *_MAIL_PORTS}:
    raise SystemExit("headway: HEADWAY_EMAIL_URL begins with smtp://, smtp+tls:// or smtps://")
HEADWAY_MAIL = bool(_MAIL.scheme)
HEADWAY_CONTACT = os.environ.get("HEADWAY_CONTACT", "")
# Where links in mail lead. Taken from the request, whoever asks for a link would choose host and port of it.
HEADWAY_SITE = os.environ.get("HEADWAY_SITE", "").rstrip("/")
if HEADWAY_MAIL and not HEADWAY_SITE:
    raise SystemExit(
        "headway: mail needs HEADWAY_SITE, where its links lead, such as https://headway.example"
    )
if HEADWAY_SITE and not HEADWAY_SITE.lower().startswith(("https://", "http://")):
    raise SystemExit("headway: HEADWAY_SITE is a whole address, such as https://headway.example")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if HEADWAY_MAIL else 'dummy'}.EmailBackend"
EMAIL_HOST, EMAIL_PORT = _MAIL.hostname or "", _MAIL.port or _MAIL_PORTS.get(_MAIL.scheme, 25)
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_MAIL.username or ""), unquote(_MAIL.password or "")
EMAIL_USE_TLS, EMAIL_USE_SSL = _MAIL.scheme == "smtp+tls", _MAIL.scheme == "smtps"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("HEADWAY_EMAIL_FROM", "headway@localhost")

# Rate limits are counted where all processes see them, outside the request's transaction.
CACHES = {
    "default": {
        "BACKEND": "headway.common.counters.CounterCache",
        "LOCATION": os.environ.get("HEADWAY_CACHE", str(HOME / "cache")),
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

# Headers and cookies. HEADWAY_HTTPS is on behind a TLS proxy; the names of the cookies then bind them to it.
HTTPS = _flag("HEADWAY_HTTPS")
_COOKIE_PREFIX = "__Host-" if HTTPS else "headway-"
SESSION_COOKIE_NAME = f"{_COOKIE_PREFIX}session"
CSRF_COOKIE_NAME = f"{_COOKIE_PREFIX}csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "headway.web.errors.token_missing"
CSRF_TRUSTED_ORIGINS = _list("HEADWAY_ORIGINS")
HEADWAY_PROXIES = _proxies()
# Everybody may know the demo's password: it is good where nobody else gets here, or where one says so.
HEADWAY_LOCAL = not HTTPS and not HEADWAY_PROXIES and all(is_this_machine(host) for host in ALLOWED_HOSTS)
HEADWAY_DEMO = _flag("HEADWAY_DEMO", default=HEADWAY_LOCAL)
if HEADWAY_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
HEADWAY_MAX_UPLOAD = int(os.environ.get("HEADWAY_MAX_UPLOAD_MB", "100")) * MEGABYTE
HEADWAY_JOB_LEASE = int(os.environ.get("HEADWAY_JOB_LEASE", "120"))  # seconds after which a job was lost
HEADWAY_JOB_MINUTES = float(os.environ.get("HEADWAY_JOB_MINUTES", "15"))  # of one attempt
# What one person may have under way: jobs that wait or run, and bytes of files that wait for one.
HEADWAY_MAX_JOBS = int(os.environ.get("HEADWAY_MAX_JOBS", "10"))
HEADWAY_MAX_WAITING = max(int(os.environ.get("HEADWAY_MAX_WAITING_MB", "500")) * MEGABYTE, HEADWAY_MAX_UPLOAD)
FILE_UPLOAD_PERMISSIONS = 0o600
MEDIA_ROOT = HOME / "files"

# Words, dates and numbers.
LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", _("English"))]  # more with their catalogues; the menu appears with the second
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = os.environ.get("HEADWAY_TIME_ZONE", "UTC")
USE_TZ = True
USE_I18N = True
FORMAT_MODULE_PATH = ["headway.config.formats"]

STATIC_URL = "/static/"
STATIC_ROOT = None  # WhiteNoise serves what the finders find; nothing is copied at start
STATICFILES_DIRS: list[Path] = []
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("HEADWAY_LOG", "WARNING")},
}
