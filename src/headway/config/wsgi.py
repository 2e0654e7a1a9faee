"""The application for a WSGI server."""

import os
import threading

from headway.common import sqlite
from headway.common.http.bodies import limit_bodies
from headway.common.processes import end_with_parent

sqlite.swap()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "headway.config.settings")
end_with_parent()

from django.conf import settings  # noqa: E402  # the swap comes before Django loads
from django.core.wsgi import get_wsgi_application  # noqa: E402  # as above

from headway.engine import warm_up  # noqa: E402  # as above

FORM_AROUND_FILE = 1024 * 1024
application = limit_bodies(get_wsgi_application(), largest=settings.HEADWAY_MAX_UPLOAD + FORM_AROUND_FILE)

# Nobody waits for the kernels: they are loaded while the first pages are already answered.
threading.Thread(target=warm_up, daemon=True).start()
