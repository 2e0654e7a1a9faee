"""The application for a WSGI server."""

import gc
import os
import threading

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from headway.common import sqlite
from headway.common.http.bodies import limit_bodies
from headway.common.processes import end_with_parent
from headway.engine import warm_up

# What is imported above asks for no settings and no database; what follows does.
sqlite.swap()
os.umask(0o077)  # database, uploads and counters are nobody else's on this machine
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "headway.config.settings")
end_with_parent()

FORM_AROUND_FILE = settings.MEGABYTE // 2  # less than one, so that a refusal names the limit that was set
application = limit_bodies(get_wsgi_application(), largest=settings.HEADWAY_MAX_UPLOAD + FORM_AROUND_FILE)


def prepare() -> None:
    """Load what the first requests would otherwise wait for, and settle it in memory for good."""
    get_resolver().url_patterns  # noqa: B018  reading it imports every page
    warm_up()
    # From here on the search for garbage behind each large answer passes over what stays anyhow.
    gc.collect()
    gc.freeze()


# Nobody waits for it: the first pages are already answered meanwhile.
threading.Thread(target=prepare, daemon=True).start()
