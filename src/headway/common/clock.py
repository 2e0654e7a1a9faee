"""The time that goes into records.

What is merely shown asks Django's clock. So do jobs: workers run in real time, whatever time a story tells.

A story that is told afterwards, as the demo's are, has its own time: `standing_at` sets it for the services
that are called within, and for nobody else.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.utils import timezone

_standing: ContextVar[dt.datetime | None] = ContextVar("standing", default=None)


def now() -> dt.datetime:
    """The moment that is recorded, aware."""
    return _standing.get() or timezone.now()


def today() -> dt.date:
    """The day that is recorded, where the installation is."""
    return timezone.localdate(now())


@contextmanager
def standing_at(moment: dt.datetime) -> Iterator[None]:
    """Let this be the time of all that is recorded within."""
    token = _standing.set(moment)
    try:
        yield
    finally:
        _standing.reset(token)
