"""Settings of test runs: a home of their own, and nothing that only slows tests down."""

import os
import tempfile

os.environ["HEADWAY_HOME"] = os.environ.get("HEADWAY_TEST_HOME") or tempfile.mkdtemp(prefix="headway-test-")

from headway.config.settings import *  # noqa: E402, F403  # the home comes first

ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
