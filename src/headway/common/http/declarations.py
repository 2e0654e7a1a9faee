"""What every route declares, read from the routes themselves.

Pages carry their declaration (``page``), API operations theirs (``Router.route``); the routes of libraries
are listed in ``settings.HEADWAY_FOREIGN_ROUTES`` with the reason why they are open.
"""

import re
from collections.abc import Callable
from typing import Any

from django.conf import settings

from headway.common.access import OpenTo

from .pages import Declaration

API_OPERATIONS = OpenTo(
    "each operation", "the API's operations declare their own permission and are closed without"
)


def declaration_of(path: str, view: Callable[..., Any]) -> Declaration | None:
    """The declaration of the route that answers ``path``, or None where nobody declared one."""
    declared: Declaration | None = getattr(view, "declaration", None)
    if declared is not None:
        return declared
    if path.startswith(settings.HEADWAY_API_PREFIX):
        return API_OPERATIONS
    for pattern, whom, reason in settings.HEADWAY_FOREIGN_ROUTES:
        if re.match(pattern, path):
            return OpenTo(whom, reason)
    return None
