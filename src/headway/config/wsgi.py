"""The application for a WSGI server."""

import os

from headway.common import sqlite

sqlite.swap()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "headway.config.settings")

from django.core.wsgi import get_wsgi_application  # noqa: E402  # the swap comes before Django loads

application = get_wsgi_application()
