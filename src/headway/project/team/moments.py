"""Wall-clock moments as plan times."""

import datetime as dt

from django.utils import timezone

_EPOCH = dt.datetime(1970, 1, 1)  # noqa: DTZ001  plan time has no zone, on purpose


def plan_moment(now: dt.datetime) -> int:
    """The plan time that clocks on the installation's walls show at a moment; whole minutes."""
    wall = timezone.localtime(now).replace(tzinfo=None, second=0, microsecond=0)
    return int((wall - _EPOCH).total_seconds())
