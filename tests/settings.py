"""Settings of test runs: a home of their own, and nothing that only slows tests down."""

import os
from pathlib import Path
from tempfile import TemporaryDirectory

# One home for all runs in this checkout, so that compiled kernels are there the second time.
HOME_OF_TESTS = Path(__file__).resolve().parent.parent / "test-results/home"
os.environ["HEADWAY_HOME"] = os.environ.get("HEADWAY_TEST_HOME") or str(HOME_OF_TESTS)
os.environ["HEADWAY_SECRET_KEY"] = "tests"  # parallel runs would race to make the file
os.umask(0o077)  # as in production: the doctor looks whether others can read the database

from django.utils.translation import gettext_lazy as _  # noqa: E402  as below

from headway.config.settings import *  # noqa: E402, F403  the home comes first
from headway.config.settings import DATABASES  # noqa: E402  as above

ALLOWED_HOSTS = ["*"]
# SQLite's is made from the models in half a second, PostgreSQL's by the migrations. What checks these on
# SQLite is said in docs/decisions/tests-run-on-both-databases.md.
DATABASES["default"].setdefault("TEST", {})["MIGRATE"] = "postgresql" in DATABASES["default"]["ENGINE"]
if "sqlite" in DATABASES["default"]["ENGINE"]:
    # A file as in production: all threads would share one connection to a database in memory.
    FOLDER_OF_DATABASE = TemporaryDirectory(prefix="headway-tests-")
    DATABASES["default"]["TEST"]["NAME"] = f"{FOLDER_OF_DATABASE.name}/headway.sqlite3"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
LANGUAGES = [("en-gb", _("English")), ("ar", _("Arabic"))]  # right to left is tested without words
